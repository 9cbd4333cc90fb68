"""Numbers and addresses on the net that belong to one person: they block, because no story needs them."""

import re
from collections.abc import Iterator

import phonenumbers
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.nl import bsn

from network.personal_data.finding import BLOCK, WARN, Finding

# Between a cue and its number people write ":", "is", "nr.", "=", "(", "#".
_LINK = r"(?:\s*(?:nummers?|nrs?|no|num|code)\b\.?)?(?:\s*(?:is|was|luidt|van|met|v\.?d\.?|de|het|klant|cl(?:i[eë]nt)?|mw|mevr|dhr|mevrouw|meneer)\b\.?)*[\s:=#(\[\"'‘“-]*"

_BSN_CUE = r"\b(?:bsn|b\.s\.n\.?|burger\s?-?service\s?-?(?:nummer|nr\.?)|so\s?-?fi\s?-?(?:nummer|nr\.?)?|sofi)(?:[- ]?(?:nummer|nr))?\.?"
_NINE_DIGITS = r"\d(?:[ .\-]?\d){7,8}"
_BSN = re.compile(rf"(?:{_BSN_CUE})(?![a-z]){_LINK}(?P<number>{_NINE_DIGITS})(?![\d])", re.IGNORECASE)
_BSN_BEHIND = re.compile(rf"(?<![\d.,-])(?P<number>{_NINE_DIGITS})(?!\d)\s*\(?(?:=\s*)?(?:bsn|sofi)", re.IGNORECASE)
_NINE_BARE = re.compile(r"(?<![\w.,/+@-])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![\w/@]|[.,-]\d)")
_NO_BSN = re.compile(
    r"(?:€|eur|euro|formulier|kvk|rsin|order\w*|factuur\w*|isbn|ean|btw\w*|artikel\w*)\D{0,12}$", re.IGNORECASE
)

_IBAN_NL = re.compile(r"(?<![A-Za-z0-9])NL[ .-]?\d{2}[ .-]?[A-Z]{4}[ .-]?\d(?:[ .-]?\d){8,9}(?!\d)", re.IGNORECASE)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_OLD_ACCOUNT = re.compile(
    r"\b(?:giro|(?:bank)?\s?-?rekening\s?-?(?:nummer|nr)?|rek\.?\s?(?:nr|nummer)?|iban)\b\.?[\s:=-]{0,3}"
    r"(?:[a-z]{2,10}\s){0,2}(?P<number>\d(?:[ .]?\d){6,9})(?![\d.,]*\s?euro|\d)",
    re.IGNORECASE,
)

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]+\s?(?:@|\[at\]|\(at\)|\bapenstaartje\b)\s?[\w-]+(?:\s?(?:\.|\[dot\]|\(dot\)|\bpunt\b)\s?[a-z][\w-]*)+",
    re.IGNORECASE,
)
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]+ (?:at|apenstaart(?:je)?) [\w-]+ (?:punt|dot) (?:nl|com|net|org|eu|be|de)\b", re.IGNORECASE
)
_PUBLIC_MAILBOX = re.compile(
    r"(?:info|contact|klantcontact|klantenservice|klachten?|post|postbus|loket|helpdesk|receptie|privacy|pers|redactie)"
    r"@(?:[\w-]+\.)*(?:uwv|svb|vng|divosa|rijksoverheid|minszw|szw|belastingdienst|duo|nibud|overheid|cbs|juridischloket|"
    r"(?:gemeente|preventienetwerk)[\w-]*|amsterdam|rotterdam|utrecht|denhaag)\.(?:nl|gov)",
    re.IGNORECASE,
)

_PHONE = re.compile(
    r"(?<![\w.,/@-])(?P<number>(?:(?:\+|00)\s?31[\s.-]*(?:\(0\)[\s.-]*)?|\(?0)[1-9](?:[\s.\-–()/]{0,3}\d){8})(?!\d|[.,]\d)"
)
_MOBILE_LOOSE = re.compile(r"(?<![\w.,/@-])06(?:[\s.\-–/]{0,3}[\dx*]){7,9}(?![\w]|[.,]\d)", re.IGNORECASE)
_PHONE_CUE = re.compile(
    r"\b(?:tel(?:efoon)?|mobiel|mob|gsm|telnr|telefoonnr|telefoonnummer|app|whatsapp|bel(?:len)?|nummer)\b"
    r"(?:\s?-?(?:nummer|nr))?[\s.:=-]{0,3}(?:op\s|is\s|naar\s)?(?P<number>\d(?:[\s.-]?\d){6,9})(?!\d)",
    re.IGNORECASE,
)
# 0800/0900: service; 088: only organisations; 14 + area code: the town hall; 112, 113 and 116: emergency and help lines.
_PUBLIC_PHONE = re.compile(r"^(?:31|0)?(?:800|90[069]|88|116|14\d{2,3}|112|113)")

_CASE_WORD = (
    r"(?:zaak|dossier|kla?nt|cli[eë]nt|cl|claim|beschikkings?|besluit|aanvraag|registratie|administratie|werkproces|wp|"
    r"polis|schuld|vorderings?|debiteuren|deb|sv|svb|uwv|cjib|v|vreemdelingen|documenten?|kenmerk|referentie|ref|"
    r"meldings?|incident|inschrijf|relatie|persoons?|pers|regeling|bezwaar|ticket|casus|rolnr|uitkerings?|id|identiteits|"
    r"paspoort|rijbewijs|lidmaatschaps|patient|patiënt|werknemers|personeels|contract|toeslag|aangifte|pv|suwi|gws)"
)
_CASE_NUMBER = (
    r"(?P<number>(?=[\w./-]*\d[\w./-]*\d)[A-Z]{0,5}[-./]?\d[\w]*(?:[-./ ]?[A-Z]?\d[\w]*)*(?:[-./][A-Z]{1,4})?)"
)
_CASE = re.compile(
    rf"\b{_CASE_WORD}[\s-]?(?:nummer|nummers|nr|nrs|no|num|kenmerk|id)\b\.?{_LINK}(?-i:{_CASE_NUMBER})", re.IGNORECASE
)
_CASE_SHORT = re.compile(
    r"\b(?:zaak|dossier|kenmerk|ons kenmerk|uw kenmerk|referentie|ref|cli[eë]nt|klant|cl|beschikking|melding|ticket|z-nr|dos)\b\.?[\s:=#-]{1,3}"
    r"(?-i:(?P<number>(?:[A-Z]{1,5}[-./]?)?\d{2,4}[-./]\d{3,}[\w./-]*\w|[A-Z]{1,5}[-./]?\d{4,}[\w-]*|\d{5,12}(?:[-./]\d+)*))(?!\s?(?:euro|mensen|inwoners|uur))",
    re.IGNORECASE,
)

_PLATE_FORMS = (
    r"[A-Z]{2}S\d{2}S\d{2}|\d{2}S\d{2}S[A-Z]{2}|\d{2}S[A-Z]{2}S\d{2}|[A-Z]{2}S\d{2}S[A-Z]{2}|[A-Z]{2}S[A-Z]{2}S\d{2}|"
    r"\d{2}S[A-Z]{2}S[A-Z]{2}|\d{2}S[A-Z]{3}S\d|\dS[A-Z]{3}S\d{2}|[A-Z]{2}S\d{3}S[A-Z]|[A-Z]S\d{3}S[A-Z]{2}|"
    r"[A-Z]{3}S\d{2}S[A-Z]|[A-Z]S\d{2}S[A-Z]{3}|\dS[A-Z]{2}S\d{3}|\d{3}S[A-Z]{2}S\d"
)
_PLATE = re.compile(rf"(?<![\w-])(?:{_PLATE_FORMS.replace('S', '-')})(?![\w-])", re.IGNORECASE)
_PLATE_CUE = re.compile(
    rf"\b(?:kenteken(?:plaat)?|auto|nummerbord|bus(?:je)?|scooter|volvo|opel|vw|golf|polo)\b(?:\s(?:met|is|de|het|kenteken|nr))*[\s:.(]{{1,3}}(?P<number>{_PLATE_FORMS.replace('S', '[- ]?')})(?!\w)",
    re.IGNORECASE,
)


def identifiers(text: str) -> Iterator[Finding]:
    """Every number or address that belongs to one person."""
    yield from _bsns(text)
    yield from _ibans(text)
    yield from _emails(text)
    yield from _phones(text)
    yield from _plates(text)
    yield from _case_numbers(text)


def _found(match: re.Match[str], kind: str, reason: object, *, level: str = BLOCK) -> Finding:
    group = "number" if "number" in match.re.groupindex else 0
    return Finding(match.start(group), match.end(group), kind, level, None, reason)  # type: ignore[arg-type]


def _bsns(text: str) -> Iterator[Finding]:
    """With a cue any nine digits block, also mistyped ones; without one they must pass the elfproef and then warn."""
    for pattern in (_BSN, _BSN_BEHIND):
        for match in pattern.finditer(text):
            yield _found(match, "bsn", _("a citizen service number"))
    for match in _NINE_BARE.finditer(text):
        if bsn.is_valid(re.sub(r"\D", "", match[0])) and not _NO_BSN.search(text[: match.start()]):
            yield _found(match, "bsn", _("possibly a citizen service number"), level=WARN)


def _ibans(text: str) -> Iterator[Finding]:
    """Dutch ones also when the check digits are wrong: a mistyped account number still points at somebody."""
    for match in _IBAN_NL.finditer(text):
        yield _found(match, "iban", _("an account number"))
    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0]):
            yield _found(match, "iban", _("an account number"))
    for match in _OLD_ACCOUNT.finditer(text):
        yield _found(match, "iban", _("an account number"))


def _emails(text: str) -> Iterator[Finding]:
    for pattern in (_EMAIL, _EMAIL_SPOKEN):
        for match in pattern.finditer(text):
            if not _PUBLIC_MAILBOX.fullmatch(match[0]):
                yield _found(match, "email", _("an e-mail address"))


def _phones(text: str) -> Iterator[Finding]:
    for pattern in (_PHONE, _MOBILE_LOOSE, _PHONE_CUE):
        for match in pattern.finditer(text):
            finding = _found(match, "phone", _("a telephone number"))
            if not _is_public_number(text[finding.start : finding.end]):
                yield finding
    if "+" in text or "00" in text:
        for foreign in phonenumbers.PhoneNumberMatcher(text, "NL"):
            if foreign.number.country_code != 31:
                yield Finding(foreign.start, foreign.end, "phone", BLOCK, None, _("a telephone number"))


def _is_public_number(written: str) -> bool:
    digits = re.sub(r"\(0\)|\D", "", written).removeprefix("00")
    return bool(_PUBLIC_PHONE.match(digits))


def _plates(text: str) -> Iterator[Finding]:
    for pattern in (_PLATE, _PLATE_CUE):
        for match in pattern.finditer(text):
            yield _found(match, "license_plate", _("a number plate"))


def _case_numbers(text: str) -> Iterator[Finding]:
    for pattern in (_CASE, _CASE_SHORT):
        for match in pattern.finditer(text):
            yield _found(match, "case_number", _("a case or client number"))
