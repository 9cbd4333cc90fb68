"""Days and months that place somebody's story in time. They warn, and offer a quarter or a season."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from network.personal_data import offers, vocabulary
from network.personal_data.finding import WARN, Finding
from network.personal_data.tokens import words_of

_I = re.IGNORECASE
_NAMES = {name: number for number, name in enumerate(offers.MONTHS, 1)}
_SHORT = {"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
_SHORT |= {"okt": 10, "nov": 11, "dec": 12}
_MONTH = rf"(?P<month>{'|'.join(_NAMES)}|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?)"
_WEEKDAY = (
    r"(?:(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond)?|(?:ma|di|wo|do|vr|za|zo)\.?) )?"
)
_YEAR = r"(?:[ ,'’]{1,2}(?P<year>(?:19|20)\d\d|(?<=['’])\d\d))?"
_FREE = r"(?<![\w.,/€-])"  # no part of an amount, an article or a longer number
_DAY = r"(?P<day>[0-3]?\d)"
_MONTH_NUMBER = r"(?P<month>0?[1-9]|1[0-2])"
_WRITTEN = re.compile(rf"{_FREE}\b{_WEEKDAY}{_DAY}(?:e|de|ste)? {_MONTH}(?!\w){_YEAR}", _I)
_FIGURES = re.compile(
    rf"{_FREE}{_DAY}(?P<sep> ?[-./] ?){_MONTH_NUMBER}(?P=sep)['’]?(?P<year>(?:19|20)?\d\d)(?![\w/-]|[.,]\d)"
)
_ISO = re.compile(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?![\w-])")
# "1/4" may be a part: a day only behind a word for it, or at the beginning of a note.
_SHORT_FIGURES = re.compile(
    r"(?:^|\b(?:op|dd|d\.d\.|sinds|vanaf|per|tot|van|datum|gesprek|brief|mail) |[(;] ?)"
    rf"(?!24/7){_DAY}[-/]{_MONTH_NUMBER}"
    r"(?![\w/%-]|[.,]\d|\s?(?:deel|van de|euro|uur|keer|weken|dagen|maanden|jaar|mensen)\b)"
)
_MONTH_ALONE = re.compile(
    rf"\b(?P<before>sinds|in|vanaf|begin|eind|half|medio|tot|rond|afgelopen|vorig jaar|sedert)"
    rf"(?: (?:begin|eind|half|medio))? {_MONTH}(?!\w){_YEAR}",
    _I,
)
_BORN = re.compile(
    r"(?:\b(?:geb(?:oren|oortedatum|oorte|dat|d)?|gbd?|geboortedag|jarig|verjaardag|g\.d)\b[. ]*"
    r"(?:dat(?:um)?\b[. ]*|d\.?d\.? ?)?|\*)[\s:.=(]*(?:(?:is|op|te|in|dag|datum|van|was|de|[A-Z]\w+(?: op)?)\s)*$",
    _I,
)
_BORN_YEAR = re.compile(r"\b(?:geboren(?: in)?|geb\.?|gbd?|geboortejaar:?|bouwjaar) (?P<year>19[2-9]\d|20[01]\d)\b", _I)
_IMPERSONAL = re.compile(rf"\b{vocabulary.alternatives('impersonal')}\b", _I)
_SOMEBODY = re.compile(rf"\b(?:{vocabulary.alternatives('persons')}|haar|hem|mijn|heer)\b", _I)


def dates(text: str) -> Iterator[Finding]:
    """Exact days, dates of birth, and months that tell something about one person."""
    days = list(_days(text))
    yield from days
    if not days:
        yield from _birth_years(text)
    yield from _months(text)


def _days(text: str) -> Iterator[Finding]:
    for pattern in (_WRITTEN, _FIGURES, _ISO, _SHORT_FIGURES):
        for match in pattern.finditer(text):
            start = match.start("day") if pattern is _SHORT_FIGURES else match.start()
            if 1 <= int(match["day"]) <= 31 and (finding := _day(match, start)):
                yield finding


def _day(match: re.Match[str], start: int) -> Finding | None:
    """The day from ``start`` on: of a birth, of somebody's story, or None where it belongs to a rule or a meeting."""
    text, year = match.string, _year(match)
    if _BORN.search(text[max(0, start - 60) : start]):
        return Finding(start, match.end(), "birthdate", WARN, offers.birth(year, date.today()), _("a date of birth"))
    if _is_impersonal(text, start):
        return None
    offer = offers.quarter(_month(match["month"]), year)
    return Finding(start, match.end(), "date", WARN, offer, _("an exact day"))


def _month(written: str) -> int:
    word = written.lower().rstrip(".")
    return int(word) if word.isdigit() else _NAMES.get(word) or _SHORT[word]


def _year(match: re.Match[str]) -> int | None:
    written = match.groupdict().get("year")
    if not written:
        return None
    year = int(written)
    return year if year > 99 else 2000 + year if year <= date.today().year % 100 + 1 else 1900 + year


def _is_impersonal(text: str, place: int) -> bool:
    """Whether the sentence at ``place`` is about a rule or a meeting, and speaks of nobody."""
    sentence = _around(text, place)
    return bool(_IMPERSONAL.search(sentence)) and not _speaks_of_somebody(sentence)


def _around(text: str, place: int) -> str:
    start = max((m.end() for m in re.finditer(r"[.!?\n] ", text[:place])), default=0)
    stop = re.search(r"[.!?\n](?: |$)", text[place:])
    return text[start : place + stop.start() if stop else len(text)]


def _speaks_of_somebody(sentence: str) -> bool:
    if _SOMEBODY.search(sentence):
        return True
    return any(
        w.is_capitalised and vocabulary.is_first_name(w.lower) and not vocabulary.is_ambiguous(w.lower)
        for w in words_of(sentence)
    )


def _birth_years(text: str) -> Iterator[Finding]:
    for match in _BORN_YEAR.finditer(text):
        offer = offers.birth(int(match["year"]), date.today())
        yield Finding(match.start("year"), match.end("year"), "birthdate", WARN, offer, _("a year of birth"))


def _months(text: str) -> Iterator[Finding]:
    for match in _MONTH_ALONE.finditer(text):
        if _speaks_of_somebody(text) and not _is_impersonal(text, match.start()):
            offer = _since(match) or offers.season(_month(match["month"]), _year(match))
            yield Finding(match.start(), match.end(), "date", WARN, offer, _("a month"))


def _since(match: re.Match[str]) -> str | None:
    is_since = match["before"].lower() in {"sinds", "vanaf", "sedert"}
    return ("al een tijd" if _year(match) else "sinds een paar maanden") if is_since else None
