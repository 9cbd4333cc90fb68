"""Numbers under which an agency knows somebody: case, client, decision, passport. They block."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data.finding import Finding
from network.personal_data.identifiers import found

# Three digits or more in capitals, digits and separators, possibly in groups: "Z2026-018834", "8823 1190 4456".
_VALUE = r"(?P<number>(?=(?:[A-Za-z./-]*[ ]?\d){3})(?:[A-Z]{1,6}|[a-z]{1,3}(?=[-./]?\d))?[-./ ]?\d[\dA-Z]*(?:[-./][\dA-Za-z]+)*(?: \d[\d./-]*\d)*)"
_LINK = r"\b\.?(?:\s(?:is|was|luidt|van|met|de|het|klant|cl(?:i[eë]nt)?|mw|mevr|dhr|mevrouw|meneer|nr)\b\.?)*[\s:=#(\[\"'‘“-]*"
_UNIT = r"(?!\d|\s?(?:euro\b|mensen\b|inwoners\b|uur\b|procent\b|%|keer\b|dagen\b|weken\b))"
_ANY_NUMBER = re.compile(
    rf"\b(?P<cue>[a-zà-ž]*[- ]?(?:nummers?|nrs?|no|kenmerk)){_LINK}(?-i:{_VALUE}){_UNIT}", re.IGNORECASE
)
_CUE = re.compile(
    r"(?:zaak|dossier|kla?nt|cli[eë]nt|claim|beschikking|besluit|aanvra|registratie|administratie|proces|wp|polis|schuld|"
    r"vordering|debiteur|sv\b|sv[- ]|svb|uwv|cjib|^v|vreemdeling|document|kenmerk|referentie|ref|melding|incident|inschrijf|relatie|"
    r"perso|regeling|bezwaar|beroep|ticket|casus|rol|uitkering|identiteit|^id|paspoort|rijbewijs|lidmaatschap|pati[eë]nt|"
    r"werknemer|contract|toeslag|aangifte|^pv|suwi|gws|parket|loonheffing|cl\b|zrg|betaling|indicatie|cvz|bkr|loket)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:zaak(?:-?id)?|dossier|(?:ons |uw )?kenmerk|referentie|ref|cli[eë]nt|klant|cl|beschikking|melding|ticket|z-?nr|dos|"
    r"vordering|bezwaar|aanvraag|besluit|v-?nr|idnr|paspoort|rijbewijs|id-?kaart|id|cjib|polis|claim|rolnr|casus)\b\.?[\s:=#-]{1,3}"
    r"(?-i:(?P<number>(?:[A-Z]{1,6}[-./]?)?\d{2,4}[-./](?:[A-Z]{1,5}[-./])?\d{2,}[\w./-]*\w|[A-Z]{1,6}[-./]?\d{4,}[\w-]*|"
    r"[A-Z]{2,3}[A-Z0-9]{4,6}\d|\d{4,12}(?:[-./]\d+)*))" + _UNIT,
    re.IGNORECASE,
)
# Without a cue only what nobody writes for anything else: a year with a serial number.
_BARE = re.compile(
    r"(?<![\w./:-])(?:[A-Z]{1,5}[-./]?(?:19|20)\d\d[-./]\d{3,}|(?:19|20)\d\d[-./][A-Z]{1,5}[-./]\d{3,}|"
    r"[A-Z]{1,5}-(?:19|20)?\d{2}-\d{4,}|(?:19|20)\d\d[-/]\d{5,}|(?:INC|ZK|ZAAK|DOS|KL|CL)[-./]?\d{5,})(?![\w/-])"
)
_PUBLIC = re.compile(
    r"(?:stcrt|stb|trb|ecli|kamerstuk\w*|isbn|issn|doi|iso|nen|nummer bij de kvk|kvk\w*|crvb|publicatieblad|pb)\W{0,3}(?:nr\W{0,2})?$",
    re.IGNORECASE,
)


def case_numbers(text: str) -> Iterator[Finding]:
    """Every number by which an agency can look somebody up."""
    for match in _ANY_NUMBER.finditer(text):
        if (
            _CUE.search(match["cue"])
            or match["cue"].lower() in {"nr", "nummer"}
            and _CUE.search(text[max(0, match.start() - 14) : match.start()])
        ):
            yield found(match, "case_number", _("a case or client number"))
    for pattern in (_SHORT, _BARE):
        for match in pattern.finditer(text):
            if not _PUBLIC.search(text[: match.start()]):
                yield found(match, "case_number", _("a case or client number"))
