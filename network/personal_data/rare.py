"""Combinations that point at one person although no name stands there. They warn."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import vocabulary
from network.personal_data.finding import WARN, Finding

_ROLE = (
    r"(?:imam|dominee|pastoor|pastor|rabbijn|burgemeester|wethouder|raadslid|notaris|huisarts|dierenarts|tandarts|apotheker|schooldirecteur|"
    r"brandweercommandant|(?:oud-|ex-)?(?:profvoetballer|prof-?voetballer|topsporter|schaatser|wielrenner|bokser|olympi\w+)|voetbalprof|kampioen\w*|"
    r"schoorsteenveger|orgelbouwer|imker|glasblazer|klokkenmaker|havenmeester|molenaar|vuurtorenwachter|veerman|burlesque\w*|zanger(?:es)?|"
    r"acteur|actrice|schrijver|schrijfster|dichter|politicus|kamerlid|influencer|youtuber|dirigent|organist|piloot|astronaut|rechter|officier van justitie|kapper|bakker|slager|smid|herder|boswachter)"
)
_EVER = r"(?:(?:[Vv]oormalig|[Oo]ud-|[Gg]ewezen|[Ee]x-)e? ?)"
_ONLY = re.compile(
    rf"\b[Dd]e enige (?:\w+ ){{0,2}}?\w+ (?:(?:hier )?(?:in|van|uit|op) (?:het|de|ons|deze|dit|zijn|haar) (?:dorp|wijk|straat|buurt|flat|gemeente|regio|stad|eiland|team|school|klas|portiek)|(?:in|van|uit|op) [A-ZÀ-Ž]\w+)"
)
_ROLE_OF = re.compile(
    rf"\b(?:(?:[Dd]e|een) )?(?:{_EVER})?{_ROLE} (?:van|in|uit|op) (?:(?:het|ons|dit) (?:dorp|eiland)|(?P<place>[A-ZÀ-Ž]\w+(?:[ -][A-ZÀ-Ž]\w+)?))",
    re.IGNORECASE,
)
_FORMER = re.compile(
    rf"\b(?:oud|ex|voormalig|gewezen)(?:e? |-){_ROLE}\b|\b(?:profvoetballer|topsporter|olympisch kampioen|oud-wethouder|oud-burgemeester|oud-kamerlid)\b",
    re.IGNORECASE,
)
_BIG = r"(?:zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|[7-9]|1[0-9])"
_FAMILY = re.compile(
    rf"\b(?:gezin|moeder|vader|weduwe|weduwnaar|ouders|vrouw|man|mevrouw|echtpaar|familie|mw|meneer) (?:met|van) (?:haar |hun |zijn )?{_BIG} (?:\w+ )?(?:kinderen|kids|zonen|dochters)(?: (?:uit|in|op) (?P<place>[A-ZÀ-Ž]\w+))?",
    re.IGNORECASE,
)
_HAS_FAMILY = re.compile(rf"\b(?:heeft|hebben|met) {_BIG} (?:\w+ )?(?:kinderen|kids)\b(?! in de klas)")
_MULTIPLE = re.compile(r"\b(?:drieling|vierling|vijfling|eeneiige tweeling|siamese tweeling)\b", re.IGNORECASE)
_PRESS = re.compile(
    r"\b(?:(?:vorig jaar |vorige week |onlangs |toen )?(?:in|op|bij|uit) (?:de krant|het nieuws|tv|televisie|het journaal|de media|nu\.nl|hart van nederland|kassa|radar|de lokale krant|het AD|de Telegraaf|EenVandaag|Jinek|de talkshow)|"
    r"(?:lintje|koninklijke onderscheiding|landelijk nieuws|krantenartikel|documentaire over (?:haar|hem|dit gezin)))\b",
    re.IGNORECASE,
)
_ILLNESS = re.compile(
    r"\b(?:ALS|(?:ziekte|syndroom) van [A-ZÀ-Ž]\w+|[A-ZÀ-Ž]\w+-syndroom|Huntington|progeria|albinisme|taaislijmziekte|dwarslaesie|lepra)\b(?= |,|\.|$)"
)
_ILL = re.compile(r"\b(?:heeft|met|lijdt aan|door|vanwege) (?:de )?$")
_EVENT = re.compile(
    r"\b(?:overleefde|slachtoffer van|overlevende van|betrokken bij|nabestaande van) (?:de |het |een )?(?:aanslag|ramp|brand|schietpartij|steekpartij|vliegramp|explosie|gijzeling|familiedrama|MH17)\b[^.,;]{0,30}",
    re.IGNORECASE,
)
_JACKPOT = re.compile(
    r"\b(?:won|wint|gewonnen in) (?:de |het )?(?:staatsloterij|postcodeloterij|jackpot|loterij|kanjer)\b", re.IGNORECASE
)


def rare(text: str) -> Iterator[Finding]:
    """Pieces by which people nearby would know at once who is meant."""
    for pattern, offer in _PLAIN:
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), "rare", WARN, offer, _("something that few people have"))
    for match in _ROLE_OF.finditer(text):
        end = _end_of_place(match)
        if end:
            yield Finding(
                match.start(), end, "rare", WARN, "iemand uit de gemeente", _("a known person in a small place")
            )
    for match in _ILLNESS.finditer(text):
        if _ILL.search(text[: match.start()]):
            yield Finding(match.start(), match.end(), "rare", WARN, "een ernstige ziekte", _("a rare illness"))


def _end_of_place(match: re.Match[str]) -> int | None:
    """Where the town ends, which may be two words; None when it is no town."""
    place = match["place"]
    if not place:
        return match.end()
    for name in (place, re.split(r"[ -]", place)[0]):
        if name[0].isupper() and vocabulary.is_place(name.lower().replace(" ", "_")):
            return match.start("place") + len(name)
    return None


_PLAIN = (
    (_ONLY, None),
    (_FORMER, None),
    (_FAMILY, "een groot gezin"),
    (_HAS_FAMILY, "een groot gezin"),
    (_MULTIPLE, "kinderen"),
    (_PRESS, None),
    (_EVENT, None),
    (_JACKPOT, None),
)
