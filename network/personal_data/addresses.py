"""Where somebody lives: street with number, street alone, postcode. They block: no story needs them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import vocabulary
from network.personal_data.finding import BLOCK, WARN, Finding
from network.personal_data.vocabulary import alternatives
from network.personal_data.vocabulary import words as listed

_ENDING = alternatives("street_endings")
_SURE = alternatives("sure_street_endings")
_NOUNS = "Singel|Markt|Brink|Gracht|Kade|Haven|Wal|Dijk|Boulevard|Plein|Meent|Zand|Hof|Ring|Kerkpad|Vest|Dam"
_UNIT = r"(?!\d|[€%]|[.,]\d|\s?(?:euro|uur|km|jaar|mensen|keer|minuten|procent)\b)"
_ADDITION = r"(?:[ -]?(?:bis|hs|huis|boven|beneden|rood|zw|[IVX]{1,4}|[A-Ha-h]|\d{1,4}|t/m \d+)(?!\w))?"
_NUMBER = rf"(?:(?:nr|no|huisnr|nummer)\.? ?)?\d{{1,4}}(?: ?[a-zA-Z](?!\w))?{_ADDITION}(?!\w){_UNIT}"
_TITLE = r"(?:[Bb]urg(?:emeester|\.)?|[Pp]rof\.?|[Dd]r\.?|[Pp]rins(?:es)?|[Kk]oning(?:in)?|[Ss]t\.?|[Ss]int)"
_SIDE = (
    r"(?:[Oo]ude|[Nn]ieuwe|[Gg]rote|[Kk]leine|[Ll]ange|[Kk]orte|"
    r"[Nn]oord|[Zz]uid|[Oo]ost|[Ww]est|[Ee]erste|[Tt]weede|[12]e)"
)
_BEFORE = rf"(?:(?:{_TITLE}|{_SIDE}|[Vv]an|de|der|den|het|ter|[A-ZÀ-Ž][\w'’.-]+) ){{0,4}}"
_WITH_NUMBER = re.compile(rf"(?<![\w-]){_BEFORE}(?:[^\W\d_][\w'’-]*{_ENDING}\b\.?|{_NOUNS}),? {_NUMBER}")
# "Haringvliet 98, 3011 TG", "Op de Bos 6 te Maastricht": no known ending, but a town or postcode behind it.
_PLACED = re.compile(
    rf"(?<![\w-])(?P<place>(?:[A-ZÀ-Ž'’][\w'’.-]*|[a-z]{{4,}})"
    rf"(?: (?:[A-ZÀ-Ž][\w'’.-]*|de|het|der|den|van)){{0,3}} {_NUMBER})"
    r"(?: ?, ?| te | in | )(?:(?P<postcode>[1-9]\d{3} ?[A-Za-z]{2}\b)|(?P<town>[A-ZÀ-Ž][\w-]+))"
)
_PLOT = re.compile(
    r"\b(?:camping|(?:recreatie|vakantie|bungalow)park|woonwagen\w*|woonboot) [\w'’ ]{2,25}?,? "
    r"(?:plek|plaats|nr\.?|kavel|huisje|huis) ?\d+\w?",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"\b(?:huisnummer|nummer|nr\.?) \d{{1,4}} ?[a-z]?(?= (?:van|in|aan|op) (?:de|het) [A-ZÀ-Ž][\w-]*{_SURE}\b)"
)
_STREET_OF = re.compile(
    r"(?<![\w-])(?:[Ll]aan|[Pp]lein|[Ww]eg|[Ss]traat|[Kk]ade|[Pp]ad|[Hh]of) (?:van|der|den|op|naar) "
    rf"(?:(?:de|den|der|het|'t) )?[A-ZÀ-Ž]?[\w'’-]+(?: [A-ZÀ-Ž][\w'’-]+)? {_NUMBER}"
)
_LIVES = re.compile(
    r"\b(?:woont|wonen|woonde|woonachtig|(?:woon|post)?adres|verhuisd|verhuist|ingeschreven|logeert|verblijft|slaapt|huisbezoek)\b"
    r"[ :,]{1,2}"
    r"(?:(?:nu|tijdelijk|nog|bij|haar|zijn|is|van|naar|aan|op|in|de|het|gepland|zus|moeder|vader|ouders):? ){0,5}"
    rf"(?P<place>(?:(?:[A-ZÀ-Ž][\w'’.-]+|'t|de|het) ){{1,3}}{_NUMBER})"
)
_ALONE = re.compile(rf"(?:\b(?P<article>[Dd]e|[Hh]et) )?(?P<street>(?<![\w-])[A-ZÀ-Ž][\w'’-]*{_SURE})(?![\w-])")
_NO_STREET_BEFORE = re.compile(
    r"\b(?:art(?:ikel)?|hoofdstuk|lid|week|stap|pagina|blz|bijlage|versie|team)\.? ?$", re.IGNORECASE
)
_POST_BOX = re.compile(r"(?:postbus|antwoordnummer|pb)\b", re.IGNORECASE)
_BEHIND_POST_BOX = re.compile(r"\b(?:postbus|antwoordnummer|pb) \d{1,6}[ ,]{1,3}$", re.IGNORECASE)
_NEIGHBOURHOOD = "de buurt"
_POSTCODE = re.compile(
    r"(?<![\w./€-])(?<!\d,)(?<!€ )(?P<digits>[1-9]\d{3})(?P<gap> ?)(?P<letters>[A-Za-z]{2})(?![\w'’]|-\w)"
)
_DIGITS_ONLY = re.compile(
    r"\b(?:postcode|pc)(?:gebied)?\b[ :]{1,2}(?:is )?(?P<digits>[1-9]\d{3})(?! ?[A-Za-z]{2}\b)(?!\d)", re.IGNORECASE
)
_NEVER_LETTERS = frozenset({"SA", "SD", "SS", "EU", "NL"})
_MEASURES = frozenset({"nl", "eu", "km", "kg", "kb", "mb", "gb", "cm", "mm"})


def addresses(text: str) -> Iterator[Finding]:
    """Streets, with and without number, and postcodes."""
    numbered = list(_with_number(text))
    yield from numbered
    yield from (street for street in _streets(text) if not any(_overlap(street, other) for other in numbered))
    yield from _postcodes(text)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _with_number(text: str) -> Iterator[Finding]:
    for start, end in _numbered(text):
        if not _POST_BOX.match(text, start):
            yield Finding(start, end, "address", BLOCK, None, _("an address"))


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    for match in _WITH_NUMBER.finditer(text):
        start = _skip_small(text, match.start(), match.end())
        street = re.sub(r",? (?:nr|no|huisnr|nummer)?\.? ?\d.*", "", text[start : match.end()])
        if not _is_word(street) and not _NO_STREET_BEFORE.search(text[:start]):
            yield start, match.end()
    for match in _PLACED.finditer(text):
        if match["postcode"] or _is_in_town(match):
            yield match.span("place")
    yield from (match.span("place") for match in _LIVES.finditer(text))
    for pattern in (_PLOT, _NUMBER_FIRST, _STREET_OF):
        yield from (match.span() for match in pattern.finditer(text))


def _is_in_town(match: re.Match[str]) -> bool:
    """Whether a town follows what may be a street: "Markt 14, Gouda", not "Casus 3 in Tilburg"."""
    if not vocabulary.is_place(match["town"].lower()) or not match["place"][0].isupper():
        return False
    words = re.findall(r"[^\W\d_]+", match["place"])
    return not all(vocabulary.is_ordinary(word.lower()) for word in words) or bool(re.fullmatch(_NOUNS, words[0]))


def _skip_small(text: str, start: int, end: int) -> int:
    """Where the street begins: words in small letters before it ("van de Kerkstraat 3") are no part of it."""
    while small := re.match(r"(?:[Vv]an|[Dd]e|het|[Oo]p|[Ii]n|[Bb]ij|[Aa]an) (?=[A-ZÀ-Ž])", text[start:end]):
        if re.match(r"Van [A-Z]\w+(?:straat|laan|weg)", text[start:end]):
            return start
        start += small.end()
    return start


def _is_word(street: str) -> bool:
    """Whether this is no street at all: "onderweg 3", "Schuldhulpmarkt 2"."""
    written = street.split()[-1].rstrip(".")
    if written.lower() in listed("no_streets"):
        return True
    if re.fullmatch(_NOUNS, written) or re.search(rf"{_SURE}$", written.lower()):
        return False
    return vocabulary.is_ordinary(written.lower()) or vocabulary.is_place(written.lower()) or not written[0].isupper()


def _streets(text: str) -> Iterator[Finding]:
    for match in _ALONE.finditer(text):
        street = match["street"].lower()
        if any(
            street in listed(name) for name in ("no_streets", "common_streets", "ordinary", "capitalised", "places")
        ):
            continue
        if not vocabulary.is_surname(street):
            yield _alone(match)


def _alone(match: re.Match[str]) -> Finding:
    """The street with its article, so that "de buurt" fits in their place."""
    offer = _NEIGHBOURHOOD if match["article"] or not match.start() else "een straat"
    begins = match["article"] and match[0][0].isupper()
    return Finding(match.start(), match.end(), "address", BLOCK, offer.capitalize() if begins else offer, _("a street"))


def _postcodes(text: str) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text):
        if _is_postcode(match):
            yield Finding(match.start(), match.end(), "postcode", BLOCK, None, _("a postcode"))
    for match in _DIGITS_ONLY.finditer(text):
        yield Finding(*match.span("digits"), "postcode", WARN, "een wijk", _("part of a postcode"))


def _is_postcode(match: re.Match[str]) -> bool:
    """Whether these are the letters of a postcode, not "2026 EN", "1500 km" or those of a post office box."""
    letters, is_year = match["letters"], match["digits"].startswith(("19", "20"))
    if _BEHIND_POST_BOX.search(match.string[: match.start()]):
        return False
    is_small_word = letters.lower() in listed("small_words")
    if letters.isupper():
        return letters not in _NEVER_LETTERS and not (match["gap"] and is_year and is_small_word)
    if match["gap"]:
        return letters.islower() and not is_small_word and not is_year
    return letters.lower() not in _MEASURES
