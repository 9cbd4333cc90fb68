"""Combinations that point at one person although no name stands there. They warn."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import vocabulary
from network.personal_data.finding import WARN, Finding
from network.personal_data.vocabulary import alternatives

_I = re.IGNORECASE
_ROLE = alternatives("known_roles")
_TOWN = r"[A-ZÀ-Ž]\w+(?:[ -][A-ZÀ-Ž]\w+)?"
_ONLY = re.compile(
    r"\bde enige (?:\w+ ){0,2}?\w+ (?:hier )?(?:in|van|uit|op) (?:(?:het|de|ons|deze|dit|zijn|haar) "
    rf"(?:dorp|wijk|straat|buurt|flat|gemeente|regio|stad|eiland|team|school|klas|portiek)|(?-i:{_TOWN}))",
    _I,
)
_ROLE_OF = re.compile(
    rf"\b(?:(?:de|een) )?(?:(?:voormalig|gewezen)e? |oud-|ex-)?{_ROLE} (?:\w+ )?(?:van|in|uit|op) "
    rf"(?:(?:het|ons|dit) (?:dorp|eiland)|(?-i:(?P<town>{_TOWN})))",
    _I,
)
_FORMER = re.compile(
    rf"\b(?:oud|ex|voormalig|gewezen)(?:e? |-){_ROLE}\b|\b(?:profvoetballer|topsporter|olympisch kampioen)\b", _I
)
_MANY = r"(?:zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|[7-9]|1\d)"
_LARGE_FAMILY = re.compile(
    r"\b(?:gezin|moeder|vader|weduwe|weduwnaar|ouders|vrouw|man|mevrouw|echtpaar|familie|mw|meneer) (?:met|van) "
    rf"(?:haar |hun |zijn )?{_MANY} (?:\w+ )?(?:kinderen|kids|zonen|dochters)(?: (?:uit|in|op) (?-i:{_TOWN}))?",
    _I,
)
_HAS_LARGE_FAMILY = re.compile(rf"\b(?:heeft|hebben|met) {_MANY} (?:\w+ )?(?:kinderen|kids)\b(?! in de klas)", _I)
_MULTIPLE_BIRTH = re.compile(r"\b(?:drieling|vierling|vijfling|(?:eeneiige|siamese) tweeling)\b", _I)
_PRESS = re.compile(
    rf"\b(?:vorig jaar |vorige week |onlangs |toen )?(?:in|op|bij|uit) {alternatives('press')}(?!\w)"
    r"|\b(?:lintje|koninklijke onderscheiding|landelijk nieuws|krantenartikel|"
    r"documentaire over (?:haar|hem|dit gezin))\b",
    _I,
)
_ILLNESS = re.compile(
    r"\b(?:heeft|met|door|vanwege|lijdt aan) (?:de |het )?(?P<piece>ALS|(?:ziekte|syndroom) van [A-ZÀ-Ž]\w+|"
    r"[A-ZÀ-Ž]\w+-syndroom|Huntington|progeria|albinisme|taaislijmziekte|lepra)\b(?=[ ,.]|$)"
)
_DISASTER = re.compile(
    r"\b(?:overleefde|slachtoffer van|overlevende van|betrokken bij|nabestaande van) (?:de |het |een )?"
    r"(?:aanslag|ramp|brand|schietpartij|steekpartij|vliegramp|explosie|gijzeling|familiedrama|MH17)\b[^.,;]{0,30}",
    _I,
)
_JACKPOT = re.compile(
    r"\b(?:won|wint|gewonnen in) (?:de |het )?(?:staatsloterij|postcodeloterij|jackpot|loterij|kanjer)\b", _I
)
_OFFERS = (
    (_ONLY, None),
    (_FORMER, None),
    (_LARGE_FAMILY, "een groot gezin"),
    (_HAS_LARGE_FAMILY, "heeft een groot gezin"),
    (_MULTIPLE_BIRTH, "kinderen"),
    (_PRESS, None),
    (_ILLNESS, "een ernstige ziekte"),
    (_DISASTER, None),
    (_JACKPOT, None),
)


def rare(text: str) -> Iterator[Finding]:
    """Pieces by which people nearby would know at once who is meant."""
    for pattern, offer in _OFFERS:
        for match in pattern.finditer(text):
            start, end = match.span("piece" if "piece" in pattern.groupindex else 0)
            yield Finding(start, end, "rare", WARN, offer, _("something that few people have"))
    for match in _ROLE_OF.finditer(text):
        if end := _end_of_town(match):
            offer = "iemand uit de gemeente"
            yield Finding(match.start(), end, "rare", WARN, offer, _("a known person in a small place"))


def _end_of_town(match: re.Match[str]) -> int | None:
    """Where the town ends, which may be two words; None when it is no town."""
    town = match["town"]
    if not town:
        return match.end()
    for name in (town, re.split(r"[ -]", town)[0]):
        if vocabulary.is_place(name.lower().replace(" ", "_")):
            return match.start("town") + len(name)
    return None
