"""Where somebody lives: street with number, street alone, postcode. They block: no story needs them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import vocabulary
from network.personal_data.finding import BLOCK, WARN, Finding

_ENDING = (
    r"(?:straat|str\b\.?|laan|weg|plein|singel|kade|gracht|dreef|steeg|hof|vliet|winde|donk|park|pad|plantsoen|dijk|burg|wal|markt|dam|haven|"
    r"oord|erf|baan|boulevard|ring|hage|donk|akker|veld|kamp|horst|stede|rode|meent|brink|es|kwartier|zoom|rade|tuin|tuinen|"
    r"poort|vaart|sluis|werf|oever|berg|heuvel|bos|beemd|waard|polder|gaarde|weide|wei|berm|loop|steen|heem|loo|eind|einde|hoek|straatweg)"
)
_SURE = r"(?:straat|str\b\.?|laan|weg|plein|singel|kade|gracht|dreef|steeg|plantsoen|straatweg|boulevard|meent|gaarde|hof|pad|dijk)"
_ADDITION = r"(?:[ -]?(?:bis|hs|huis|boven|beneden|rood|zw|[IVX]{1,4}|[A-Ha-h]|\d{1,4}|t/m \d+))?(?![\w€%]|[.,]\d|\s?(?:euro|uur|km|jaar|mensen|keer|minuten|procent))"
_NUMBER = rf"(?:nr\.? ?|nummer |no\.? |huisnr\.? ?)?\d{{1,4}}(?: ?[a-zA-Z](?!\w))?{_ADDITION}"
_BEFORE = r"(?:(?:[Bb]urg(?:emeester|\.)?|[Pp]rof\.?|[Dd]r\.?|[Pp]rins(?:es)?|[Kk]oning(?:in)?|[Ss]t\.?|[Ss]int|[Oo]ude|[Nn]ieuwe|[Gg]rote|[Kk]leine|[Ll]ange|[Kk]orte|[Nn]oord|[Zz]uid|[Oo]ost|[Ww]est|[Ee]erste|[Tt]weede|[12]e|[Vv]an|de|der|den|het|ter|[A-ZÀ-Ž][\w'’.-]+) ){0,4}"
_NOUN = r"Singel|Markt|Brink|Gracht|Kade|Haven|Wal|Dijk|Boulevard|Plein|Meent|Zand|Hof|Ring|Kerkpad|Vest|Dam"
_WITH_NUMBER = re.compile(rf"(?<![\w-]){_BEFORE}(?:[^\W\d_][\w'’-]*{_ENDING}|(?-i:{_NOUN})),? {_NUMBER}")
_PLACED = re.compile(
    rf"(?<![\w-])(?P<place>(?:[A-ZÀ-Ž'’][\w'’.-]*|[a-z]{{4,}})(?: (?:[A-ZÀ-Ž][\w'’.-]*|de|het|der|den|van)){{0,3}} {_NUMBER})"
    r"(?: ?, ?| te | in | )(?:(?P<postcode>[1-9]\d{3} ?[A-Za-z]{2}\b)|(?P<town>[A-ZÀ-Ž][\w-]+))"
)
_PLOT = re.compile(
    r"\b(?:[Cc]amping|(?:[Rr]ecreatie|[Vv]akantie|[Bb]ungalow)park|[Ww]oonwagen\w*|[Ww]oonboot) [\w'’ ]{2,25}?,? (?:plek|plaats|nr\.?|kavel|huisje|huis) ?\d+\w?"
)
_NUMBER_FIRST = re.compile(
    r"\b(?:nummer|nr\.?|huisnummer) \d{1,4} ?[a-z]?(?= (?:van|in|aan|op) (?:de|het) [A-ZÀ-Ž][\w-]*(?:straat|laan|weg|plein|hof|kade|gracht|singel))"
)
_STREET_OF = re.compile(
    rf"(?<![\w-])(?:[Ll]aan|[Pp]lein|[Ww]eg|[Ss]traat|[Kk]ade|[Pp]ad|[Hh]of) (?:van|der|den|op|naar) (?:de |den |der |het |'t )?[A-ZÀ-Ž]?[\w'’-]+(?: [A-ZÀ-Ž][\w'’-]+)?(?P<number> {_NUMBER})?"
)
_BARE_NAME = re.compile(
    rf"\b(?:woont|wonen|woonde|woonachtig|adres|woonadres|postadres|verhuisd|verhuist|ingeschreven|logeert|verblijft|slaapt|huisbezoek)\b[ :,]{{1,2}}"
    rf"(?:(?:nu|tijdelijk|nog|bij|haar|zijn|is|naar|aan|op|in|de|het|gepland|zus|moeder|ouders) ){{0,5}}"
    rf"(?P<place>(?:(?:[A-ZÀ-Ž][\w'’.-]+|'t|de|het) ){{1,3}}{_NUMBER})"
)
_ALONE = re.compile(rf"(?:\b(?P<article>[Dd]e|[Hh]et) )?(?P<street>(?<![\w-])[A-ZÀ-Ž][\w'’-]*{_SURE})(?![\w-])")
_NEVER = frozenset(
    "straat laan weg pad snelweg onderweg halverweg uitweg omweg terugweg werkplein gerechtshof bedrijfspad zorgpad klantpad loopbaanpad "
    "oplospad leerpad heenweg middenweg participatieweg inwonerplein gemeenteplein voetpad fietspad bijweg groeipad "
    "levenspad toegangsweg spoorweg ontwikkelpad rechtstraat".split()
)
_NO_STREET = _NEVER | frozenset(
    "plein singel kade gracht hof dijk markt schoolplein stationsplein marktplein binnenhof dorpsplein dorpsstraat hoofdstraat winkelstraat".split()
)
_NO_PLACE_BEFORE = re.compile(
    r"\b(?:art(?:ikel)?|hoofdstuk|lid|week|stap|pagina|blz|bijlage|versie|team)\.? ?$", re.IGNORECASE
)
_NEIGHBOURHOOD = "de buurt"
_POSTCODE = re.compile(
    r"(?<![\w./€-])(?<!\d,)(?<!€ )(?P<digits>[1-9]\d{3})(?P<gap> ?)(?P<letters>[A-Za-z]{2})(?![\w'’]|-\w)"
)
_DIGITS_CUE = re.compile(
    r"\b(?:postcode|pc)(?:gebied)?\b[ :]{1,2}(?:is )?(?P<digits>[1-9]\d{3})(?! ?[A-Za-z]{2}\b)(?!\d)", re.IGNORECASE
)
# The postcode of a post office box: an organisation's.
_POST_BOX = re.compile(r"\b(?:postbus|antwoordnummer|pb) \d{1,6}[ ,]{1,3}$", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    "in en de is op of te we ze er nu om al zo na bv nr km ik je me uw va wo ma di do vr za zo ha kg cm mm eu nl ca pm pp pb "
    "bp of mw cl kb mb gb tv pc ov ww aw hr hé tm".split()
)


def addresses(text: str) -> Iterator[Finding]:
    """Streets, with and without number, and postcodes."""
    numbered = list(_with_number(text))
    yield from numbered
    yield from (street for street in _streets(text) if not any(_overlap(street, other) for other in numbered))
    yield from _postcodes(text)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _with_number(text: str) -> Iterator[Finding]:
    for match in _WITH_NUMBER.finditer(text):
        if re.match(r"(?:postbus|antwoordnummer)\b", match[0], re.IGNORECASE):
            continue
        start = _skip_small(text, match.start(), match.end())
        street = re.sub(r",? (?:nr|no|huisnr|nummer)?\.? ?\d.*", "", text[start : match.end()])
        if not _is_word(street) and not _NO_PLACE_BEFORE.search(text[:start]):
            yield Finding(start, match.end(), "address", BLOCK, None, _("an address"))
    for match in _BARE_NAME.finditer(text):
        yield Finding(match.start("place"), match.end("place"), "address", BLOCK, None, _("an address"))
    for match in _PLACED.finditer(text):
        if re.match(r"(?:postbus|antwoordnummer)\b", match["place"], re.IGNORECASE):
            continue
        if (
            match["postcode"]
            or vocabulary.is_place(match["town"].lower())
            and not _is_word(match["place"].split(" ")[0])
        ):
            yield Finding(match.start("place"), match.end("place"), "address", BLOCK, None, _("an address"))
    for pattern in (_PLOT, _NUMBER_FIRST):
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), "address", BLOCK, None, _("an address"))


def _skip_small(text: str, start: int, end: int) -> int:
    """Where the street begins: words in small letters before it ("van de Kerkstraat 3") are no part of it."""
    while (
        small := re.match(r"(?:[Vv]an|[Dd]e|het|[Oo]p|[Ii]n|[Bb]ij|[Aa]an) (?=[A-ZÀ-Ž])", text[start:end])
    ) and not re.match(r"[Vv]an [A-Z]\w+(?:straat|laan|weg)", text[start:end]):
        start += small.end()
    return start


def _is_word(street: str) -> bool:
    """Whether this is no street at all: "onderweg 3", "Schuldhulpmarkt 2", "week 3"."""
    last = street.split()[-1].lower()
    if last.rstrip(".") in _NEVER:
        return True
    if re.fullmatch(_NOUN, street.split()[-1]):
        return False
    sure = re.search(_SURE + "$", last)
    return not sure and (
        vocabulary.is_ordinary(last) or vocabulary.is_place(last) or not street.split()[-1][0].isupper()
    )


def _streets(text: str) -> Iterator[Finding]:
    for match in _STREET_OF.finditer(text):
        if match["number"]:
            yield Finding(match.start(), match.end(), "address", BLOCK, None, _("an address"))
    for match in _ALONE.finditer(text):
        street = match["street"].lower()
        if street not in _NO_STREET and not vocabulary.is_ordinary(street) and not vocabulary.is_surname(street):
            yield _alone(text, match)


def _alone(text: str, match: re.Match[str]) -> Finding:
    """The street with its article, so that "de buurt" fits in their place."""
    offer = _NEIGHBOURHOOD if match["article"] or not match.start() else "een straat"
    begins = match[0][0].isupper() and match["article"]
    return Finding(match.start(), match.end(), "address", BLOCK, offer.capitalize() if begins else offer, _("a street"))


def _postcodes(text: str) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text):
        if _is_postcode(match):
            yield Finding(match.start(), match.end(), "postcode", BLOCK, None, _("a postcode"))
    for match in _DIGITS_CUE.finditer(text):
        yield Finding(match.start("digits"), match.end("digits"), "postcode", WARN, "een wijk", _("part of a postcode"))


def _is_postcode(match: re.Match[str]) -> bool:
    letters = match["letters"]
    if _POST_BOX.search(match.string[: match.start()]):
        return False
    if letters.isupper():
        is_year = match["gap"] and match["digits"].startswith(("19", "20"))
        return letters not in {"SA", "SD", "SS", "EU", "NL"} and not (is_year and letters.lower() in _SMALL_WORDS)
    if match["gap"]:
        return letters.islower() and letters not in _SMALL_WORDS and not match["digits"].startswith(("19", "20"))
    return letters.lower() not in {"nl", "eu", "km", "kg", "kb", "mb", "gb", "cm", "mm"}
