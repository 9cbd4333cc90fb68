"""Numbers under which an agency knows somebody: case, client, decision, passport. They block."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data.finding import Finding
from network.personal_data.identifiers import found
from network.personal_data.vocabulary import alternatives

_I = re.IGNORECASE
# Three digits or more in capitals, digits and separators, possibly in groups: "Z2026-018834", "8823 1190 4456".
_VALUE = (
    r"(?P<number>(?=(?:[A-Za-z./-]*[ ]?\d){3})(?:[A-Z]{1,6}|[a-z]{1,3}(?=[-./]?\d))?[-./ ]?\d[\dA-Z]*"
    r"(?:[-./][\dA-Za-z]+)*(?: \d[\d./-]*\d)*)"
)
_LINK = (
    r"\b\.?(?:\s(?:is|was|luidt|van|met|de|het|klant|cl(?:i[eë]nt)?|mw|mevr|dhr|mevrouw|meneer|nr)\b\.?)*"
    r"[\s:=#(\[\"'‘“-]*"
)
_NO_AMOUNT = r"(?!\d|\s?(?:(?:euro|mensen|inwoners|uur|procent|keer|dagen|weken)\b|%))"
_ANY_NUMBER = re.compile(rf"\b(?P<cue>[a-zà-ž]*[- ]?(?:nummers?|nrs?|no|kenmerk)){_LINK}(?-i:{_VALUE}){_NO_AMOUNT}", _I)
_CUE = re.compile(rf"{alternatives('case_cues')}|\bsv\b|\bsv[- ]|^v|^id|^pv|cl\b|^wp", _I)
_SHORT = re.compile(
    r"\b(?:zaak(?:-?id)?|dossier|(?:ons |uw )?kenmerk|referentie|ref|cli[eë]nt|klant|cl|beschikking|melding|ticket|"
    r"z-?nr|"
    r"dos|vordering|bezwaar|aanvraag|besluit|v-?nr|idnr|paspoort|rijbewijs|id-?kaart|id|cjib|polis|claim|rolnr|casus)\b"
    r"\.?[\s:=#-]{1,3}(?-i:(?P<number>(?:[A-Z]{1,6}[-./]?)?\d{2,4}[-./](?:[A-Z]{1,5}[-./])?\d{2,}[\w./-]*\w|"
    rf"[A-Z]{{1,6}}[-./]?\d{{4,}}[\w-]*|[A-Z]{{2,3}}[A-Z0-9]{{4,6}}\d|\d{{4,12}}(?:[-./]\d+)*)){_NO_AMOUNT}",
    _I,
)
# Without a cue only what nobody writes for anything else: a year with a serial number.
_BARE = re.compile(
    r"(?<![\w./:-])(?:[A-Z]{1,5}[-./]?(?:19|20)\d\d[-./]\d{3,}|(?:19|20)\d\d[-./][A-Z]{1,5}[-./]\d{3,}|"
    r"[A-Z]{1,5}-(?:19|20)?\d{2}-\d{4,}|(?:19|20)\d\d[-/]\d{5,}|(?:INC|ZK|ZAAK|DOS|KL|CL)[-./]?\d{5,})(?![\w/-])"
)
_PUBLIC = re.compile(
    r"(?:stcrt|stb|trb|ecli|kamerstuk\w*|isbn|issn|doi|iso|nen|kvk\w*|crvb|pb)\W{0,3}(?:nr\W{0,2})?$", _I
)


def case_numbers(text: str) -> Iterator[Finding]:
    """Every number by which an agency can look somebody up."""
    for match in _ANY_NUMBER.finditer(text):
        if _is_of_case(match):
            yield found(match, "case_number", _("a case or client number"))
    for pattern in (_SHORT, _BARE):
        for match in pattern.finditer(text):
            if not _PUBLIC.search(text[: match.start()]):
                yield found(match, "case_number", _("a case or client number"))


def _is_of_case(match: re.Match[str]) -> bool:
    """Whether the cue is one of an agency: "debiteurennummer", or "nr" right behind "zaak"."""
    if _CUE.search(match["cue"]):
        return True
    before = match.string[max(0, match.start() - 14) : match.start()]
    return match["cue"].lower() in {"nr", "nummer"} and bool(_CUE.search(before))
