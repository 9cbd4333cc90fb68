"""Numbers and addresses on the net that belong to one person: they block, because no story needs them."""

import re
from collections.abc import Iterator

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.nl import bsn

from network.personal_data.finding import BLOCK, WARN, Finding
from network.personal_data.vocabulary import words as listed

_BSN_CUE = re.compile(r"(?:\b|(?<=\d))(?:bsn|b\.s\.n|burger\s?-?service\s?-?n|so\s?-?fi)", re.IGNORECASE)
_BSN_NUMBER = re.compile(r"(?<![\d+])(?<!\d[.,/-])\d(?:[ .\-]?\d){7,8}(?![\d])(?![.,/-]\d)")
_BSN_REACH = 60  # how many characters behind its cue a number may stand
_BSN_REACH_BACK = 30
_OTHER_CUE = re.compile(r"\b(?:tel|mobiel|iban|rekening|zaak|dossier|klant(?:nummer|nr)|kvk|rsin)", re.IGNORECASE)
_NO_BSN = re.compile(
    r"(?:€|\beuro?|\bformulier|\bkvk|\brsin|\border\w*|\bfactuur\w*|\bisbn|\bean|\bbtw\w*|\bartikel\w*|\bnummer)\D{0,12}$",
    re.IGNORECASE,
)
_NINE_BARE = re.compile(r"(?<![\w.,/+@-])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![\w/@]|[.,-]\d)")

_IBAN_NL = re.compile(r"(?<![A-Za-z0-9])NL[ .-]?\d{2}[ .-]?[A-Z]{4}[ .-]?\d(?:[ .-]?\d){6,9}(?!\d)", re.IGNORECASE)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?P<country>[A-Z]{2})\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)
_OLD_ACCOUNT = re.compile(
    r"\b(?:giro(?:nummer|nr)?|(?:bank)?\s?-?rekening\s?-?(?:nummer|nr)|(?:bank)?\s?-?rekening|rek(?:nr|nummer|\.\s?nr)?|iban)\b\.?"
    r"[\s:=-]{0,3}(?:(?:is|van|nr|op|met)\s)?(?P<number>\d(?:[ .]?\d){6,9})(?![\d.,]*\s?euro|\d)",
    re.IGNORECASE,
)

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]+\s?(?:@|[\[(]\s?(?:at|@|apenstaartje)\s?[\])]|\bapenstaartje\b)\s?"
    r"[\w-]+(?:(?:[.,]|\s?[\[(]\s?(?:dot|punt|\.)\s?[\])]\s?|\s(?:punt|dot)\s)[a-z][\w-]*)*",
    re.IGNORECASE,
)
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]+ (?:at|apenstaart(?:je)?) [\w-]+ (?:punt|dot) (?:nl|com|net|org|eu|be|de)\b", re.IGNORECASE
)
_PUBLIC_MAILBOX = re.compile(
    r"(?:info|contact|klantcontact|klantenservice|klachten?|post|postbus|loket|helpdesk|receptie|privacy|pers|redactie)"
    r"@(?:[\w-]+\.)*(?:uwv|svb|vng|divosa|rijksoverheid|minszw|szw|belastingdienst|duo|nibud|overheid|cbs|"
    r"juridischloket|(?:gemeente|preventienetwerk)[\w-]*|amsterdam|rotterdam|utrecht|denhaag)\.(?:nl|gov)",
    re.IGNORECASE,
)

_PHONE = re.compile(
    r"(?<![\w/@+])(?<!\d[.,-])(?:(?:\+|00)\s?31[\s.-]*(?:\(0\)[\s.-]*)?|\(?0)[1-9](?:[\s.\-–()/]{0,3}\d){7,8}(?!\d|[.,]\d)"
    r"|(?<![\w+])316\d{8}(?!\d)"
)
_MOBILE_LOOSE = re.compile(
    r"(?<![\w/@])(?<!\d[.,-])\(?06\)?(?:[\s.\-–/]{0,3}[\dx*]){7,9}(?![\w]|[.,]\d)", re.IGNORECASE
)
_PHONE_CUE = re.compile(
    r"\b(?:tel(?:efoon)?|mobiel|mob|gsm|app|whatsapp|wa|bel(?:len)?|thuisnummer|nummer)\b\.?"
    r"(?:\s?-?(?:nummer|nr)\b\.?)?[\s.:=-]{0,3}(?:op\s|is\s|naar\s)?(?P<number>[1-9]\d(?:[\s.-]?\d){5,8})(?![\d/]|[.,]\d)",
    re.IGNORECASE,
)
# 0800/0900: service; 088: only organisations; 14 + area code: the town hall; 112, 113 and 116: emergency, help lines.
_PUBLIC_PHONE = re.compile(r"^(?:31|0)?(?:800|90[069]|88|116|14\d{2,3}$|112$|113$)")

_PLATE_FORMS = (
    r"[A-Z]{2}S\d{2}S\d{2}|\d{2}S\d{2}S[A-Z]{2}|\d{2}S[A-Z]{2}S\d{2}|[A-Z]{2}S\d{2}S[A-Z]{2}|[A-Z]{2}S[A-Z]{2}S\d{2}|"
    r"\d{2}S[A-Z]{2}S[A-Z]{2}|\d{2}S[A-Z]{3}S\d|\dS[A-Z]{3}S\d{2}|[A-Z]{2}S\d{3}S[A-Z]|[A-Z]S\d{3}S[A-Z]{2}|"
    r"[A-Z]{3}S\d{2}S[A-Z]|[A-Z]S\d{2}S[A-Z]{3}|\dS[A-Z]{2}S\d{3}|\d{3}S[A-Z]{2}S\d"
)
_PLATE = re.compile(rf"(?<![\w-])(?:{_PLATE_FORMS.replace('S', '-')})(?![\w-])", re.IGNORECASE)
_PLATE_CUE = re.compile(
    r"\b(?:kenteken(?:plaat)?|auto|nummerbord|bus(?:je)?|scooter|brommer|volvo|opel|vw|golf|polo|fiat|toyota|bmw)\b"
    rf"(?:\s(?:met|is|de|het|kenteken|nr))*[\s:.(]{{1,3}}(?P<number>{_PLATE_FORMS.replace('S', '[- ]?')})(?!\w)",
    re.IGNORECASE,
)


def identifiers(text: str) -> Iterator[Finding]:
    """Every number or address that belongs to one person, save those in ``case_numbers`` and ``addresses``."""
    yield from _bsns(text)
    yield from _ibans(text)
    yield from _emails(text)
    yield from _phones(text)
    yield from _plates(text)


def found(match: re.Match[str], kind: str, reason: str | Promise, *, level: str = BLOCK) -> Finding:
    """The finding of ``match``: its group "number" if it has one, else the whole."""
    group = "number" if "number" in match.re.groupindex else 0
    return Finding(match.start(group), match.end(group), kind, level, None, reason)


def _bsns(text: str) -> Iterator[Finding]:
    """Near a cue any eight or nine digits block, also mistyped; elsewhere they must pass the elfproef, and warn."""
    cues = [match.span() for match in _BSN_CUE.finditer(text)]
    if cues:
        for match in _BSN_NUMBER.finditer(text):
            if _is_near(text, match, cues):
                yield found(match, "bsn", _("a citizen service number"))
    for match in _NINE_BARE.finditer(text):
        if bsn.is_valid(re.sub(r"\D", "", match[0])) and not _NO_BSN.search(text[: match.start()]):
            level = BLOCK if cues else WARN
            yield found(match, "bsn", _("possibly a citizen service number"), level=level)


def _is_near(text: str, match: re.Match[str], cues: list[tuple[int, int]]) -> bool:
    for start, end in cues:
        if 0 <= match.start() - end <= _BSN_REACH and not _OTHER_CUE.search(text[end : match.start()]):
            return True
        if 0 <= start - match.end() <= _BSN_REACH_BACK and not re.search(r"[.!?\n] ", text[match.end() : start]):
            return True
    return False


def _ibans(text: str) -> Iterator[Finding]:
    """Also when the check digits are wrong: a mistyped account number still points at somebody."""
    for match in _IBAN_NL.finditer(text):
        yield found(match, "iban", _("an account number"))
    for match in _IBAN.finditer(text):
        if match["country"].lower() in listed("iban_countries") and sum(map(str.isdigit, match[0])) >= 10:
            yield Finding(*match.span(), "iban", BLOCK, None, _("an account number"))
    for match in _OLD_ACCOUNT.finditer(text):
        yield found(match, "iban", _("an account number"))


def _emails(text: str) -> Iterator[Finding]:
    for pattern in (_EMAIL, _EMAIL_SPOKEN):
        for match in pattern.finditer(text):
            if not _PUBLIC_MAILBOX.fullmatch(match[0]):
                yield found(match, "email", _("an e-mail address"))


def _phones(text: str) -> Iterator[Finding]:
    for pattern in (_PHONE, _MOBILE_LOOSE, _PHONE_CUE):
        for match in pattern.finditer(text):
            finding = found(match, "phone", _("a telephone number"))
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
            yield found(match, "license_plate", _("a number plate"))
