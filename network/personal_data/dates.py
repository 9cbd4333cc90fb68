"""Days and months that place somebody's story in time. They warn, and offer a quarter or a season."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from network.personal_data import offers, vocabulary
from network.personal_data.finding import WARN, Finding
from network.personal_data.tokens import words_of

_NAMES = {name: number for number, name in enumerate(offers.MONTHS, 1)}
_SHORT = {
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mrt": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = rf"(?P<month>{'|'.join(_NAMES)}|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?)"
_WEEKDAY = r"(?:(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo)\.?(?:ochtend|middag|avond)? )?"
_YEAR = r"(?:[ ,'’]{1,2}(?P<year>(?:19|20)\d\d|(?<=['’])\d\d))?"
_WRITTEN = re.compile(
    rf"(?<![\w.,/€-])(?:\b{_WEEKDAY})(?P<day>[0-3]?\d)(?:e|de|ste)? {_MONTH}(?!\w){_YEAR}", re.IGNORECASE
)
_FIGURES = re.compile(
    r"(?<![\w.,/€-])(?P<day>[0-3]?\d)(?P<sep> ?[-./] ?)(?P<month>0?[1-9]|1[0-2])(?P=sep)['’]?(?P<year>(?:19|20)?\d\d)(?![\w/-]|[.,]\d)"
)
_ISO = re.compile(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?![\w-])")
_SHORT_FIGURES = re.compile(
    r"(?!24/7)(?:(?<=^)|(?<=\bop )|(?<=\bdd )|(?<=\bd\.d\. )|(?<=\bsinds )|(?<=\bvanaf )|(?<=\bper )|(?<=\btot )|(?<=\bvan )|(?<=\bdatum )|(?<=\()|(?<=; ))"
    r"(?P<day>[0-3]?\d)(?P<sep>[-/])(?P<month>0?[1-9]|1[0-2])(?![\w/%-]|[.,]\d|\s?(?:deel|van de|euro|uur|keer|weken|dagen|maanden|jaar|mensen))"
)
_DAY_ONLY = re.compile(rf"\b(?:op|de) (?P<day>[0-3]?\d)(?:e|de|ste) (?=van de maand\b)", re.IGNORECASE)
_MONTHS_ONLY = re.compile(
    rf"\b(?P<before>sinds|in|vanaf|begin|eind|half|medio|tot|rond|van|afgelopen|vorig jaar|sedert)(?: (?:begin|eind|half|medio))? {_MONTH}(?!\w){_YEAR}",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:\b(?:geb(?:oren|oortedatum|oorte)?|gb|gbd|gebdat|gebdd|geboortedag|jarig|verjaardag|g\.d)\b[. ]*(?:dat(?:um)?\b[. ]*|d\.?d\.? ?)?"
    r"|\*)[\s:.=(]*(?:(?:is|op|te|in|dag|datum|van|was|de|[A-Z]\w+(?: op)?)\s)*$",
    re.IGNORECASE,
)
_BORN_YEAR = re.compile(
    r"\b(?:geboren in|geb\.?|gb|geboortejaar:?|bouwjaar|uit|van) (?P<year>19[2-9]\d|200\d|201\d)\b(?! ?(?:euro|stamt))",
    re.IGNORECASE,
)
# A rule's own day, or a day of the organisation: nobody's story.
_IMPERSONAL = re.compile(
    r"\b(?:wet|wetten|wetsvoorstel|wetswijziging|regeling|norm|normen|beleid|beleidsregels?|tarief|tarieven|verordening|besluit van|crvb|ecli|stb|stcrt|"
    r"kamerbrief|kamerstuk|congres|bijeenkomst|webinar|training|workshop|brievenmiddag|leerdialoog|rechtbank|uitspraak|jurisprudentie|"
    r"minimumloon|aow-leeftijd|ingangsdatum|kabinet|tweede kamer|pilot|project|release|versie|deadline|vergadering|overleg team|publicatie|rapport|nieuwsbrief|geldt|gelden|inwerkingtreding)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:mevrouw|mevr|mw|meneer|dhr|de heer|klant|cl(?:i[eë]nt)?|hij|zij|ze|haar|zijn|hem|moeder|vader|man|vrouw|gezin|dochter|zoon|partner|"
    r"inwoner|deelnemer|betrokkene|weduwe|weduwnaar|belanghebbende|iemand|ex|vriendin?|buurvrouw|buurman|jongen|meisje|student|statushouder|ik|mijn)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\S)[^.!?\n]*)*")


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
            day, month, year = int(match["day"]), _month(match["month"]), _year(match)
            if not 1 <= day <= 31:
                continue
            if _BORN.search(text[: match.start()]):
                offer = offers.birth(year, date.today())
                yield Finding(match.start(), match.end(), "birthdate", WARN, offer, _("a date of birth"))
            elif not _is_impersonal(text, match):
                yield Finding(match.start(), match.end(), "date", WARN, offers.quarter(month, year), _("an exact day"))


def _month(written: str) -> int:
    word = written.lower().rstrip(".")
    return int(word) if word.isdigit() else _NAMES.get(word) or _SHORT[word]


def _year(match: re.Match[str]) -> int | None:
    written = match.groupdict().get("year")
    if not written:
        return None
    year = int(written)
    return year if year > 99 else 2000 + year if year <= date.today().year % 100 + 1 else 1900 + year


def _is_impersonal(text: str, match: re.Match[str]) -> bool:
    """Whether the day belongs to a rule or a meeting, and the sentence speaks of nobody."""
    sentence = _around(text, match.start())
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
        is_sure = not match[0].lower().startswith(("uit", "van"))
        if is_sure:
            offer = offers.birth(int(match["year"]), date.today())
            yield Finding(match.start("year"), match.end("year"), "birthdate", WARN, offer, _("a year of birth"))


def _months(text: str) -> Iterator[Finding]:
    for match in _MONTHS_ONLY.finditer(text):
        if _speaks_of_somebody(text) and not _is_impersonal(text, match):
            offer = _since(match) or offers.season(_month(match["month"]), _year(match))
            yield Finding(match.start(), match.end(), "date", WARN, offer, _("a month"))


def _since(match: re.Match[str]) -> str | None:
    is_since = match["before"].lower() in {"sinds", "vanaf", "sedert"}
    return ("al een tijd" if _year(match) else "sinds een paar maanden") if is_since else None
