"""Names that are not of people in the story: writers of publications, institutes, commissions."""

import re

from network.personal_data.tokens import Word
from network.personal_data.vocabulary import is_first_name

_YEAR = re.compile(r"[,:]? ?\(?(?:19|20)\d\d[a-z]?\b(?! ?(?:euro|uur))")
_LINKS = frozenset(
    {"van", "de", "der", "den", "te", "ter", "en", "and", "et", "al", "e", "a", "cs", "c", "s", "von", "el"}
)
_OTHERS = re.compile(r"[A-ZÀ-Ž][\w'’-]+ (?:et al\b|e\.a\.|c\.s\.)")
_PAIR = re.compile(r"([A-ZÀ-Ž][\w'’-]+) & ([A-ZÀ-Ž][\w'’-]+)")
_WORK_OF = re.compile(
    r"\b(?:onderzoek|boek|theorie|model|artikel|studie|rapport|gedachtegoed|proefschrift|methodiek|scriptie|piramide|"
    r"columns?|publicatie|inzichten|lezing|podcast|roman) (?:van|door) "
    r"(?:(?:[A-ZÀ-Ž][\w.'’-]*|van|de|der|den|ter|en|&)\s?)+"
)
_BODY = (
    r"Stichting|Sint|St\.|Wet|Commissie|[Mm]otie|commissie|Instituut|[Kk]abinet|Universiteit|minister|staatssecretaris|"
    r"Kamerlid|Basisschool|Prins|Prinses|Koning|premier|Team|Bureau|Fonds|Huize?|Casus|Operatie|Project|Campagne"
)
_INSTITUTE_BEFORE = re.compile(rf"\b(?:{_BODY}) (?:(?:van|de|der|den|ter) )*[A-ZÀ-Ž][\w'’-]+")
_BEHIND = (
    r"Instituut|Institute|Universiteit|University|Fonds|Foundation|Hogeschool|College|methode|model|schaal|test|effect|"
    r"Ziekenhuis|ziekenhuis|Museum|School|school|Stichting|Bank|Groep|Theory|Advies|BV|B\.V\.|Kliniek|kliniek|lezing|prijs"
)
_INSTITUTE_BEHIND = re.compile(rf"[A-ZÀ-Ž][\w'’]+(?:[ -][A-ZÀ-Ž][\w'’]+){{0,2}}[ -](?:{_BEHIND})\b")


def cited(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """The pieces of ``text`` whose names belong to publications and institutes."""
    patterns = (_OTHERS, _WORK_OF, _INSTITUTE_BEFORE, _INSTITUTE_BEHIND)
    pieces = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    return [*pieces, *_pairs(text), *_before_years(text, words)]


def _pairs(text: str) -> list[tuple[int, int]]:
    """ "Mullainathan & Shafir": two family names; "Joke & Wim" are people of the story."""
    return [m.span() for m in _PAIR.finditer(text) if not any(is_first_name(name.lower()) for name in m.groups())]


def _before_years(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """ "Kahneman (2011)", "Fenger en Simonse 2019": names right before a year."""
    pieces = []
    for word in words:
        if word.text[0].isupper() or word.lower in {"al", "a", "s"}:
            year = _YEAR.match(text, word.end) or _YEAR.match(text, word.end + 1)
            if year:
                pieces.append((_first_writer(word).start, year.end()))
    return pieces


def _first_writer(word: Word) -> Word:
    while (
        (before := word.previous)
        and (before.text[0].isupper() or before.lower in _LINKS)
        and not word.gap.strip(" .,&")
    ):
        word = before
    return word
