"""Ages of people, not limits in rules nor lengths of time. They warn and offer a decade."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import offers, vocabulary
from network.personal_data.finding import WARN, Finding
from network.personal_data.vocabulary import alternatives

_I = re.IGNORECASE
_YEARS = r"(?P<years>\d{1,2}|10\d)"
_FREE = r"(?<![\w.,€/-])"  # no part of an amount, a range or a longer number
_UNIT = r"(?: ?(?:jaar|jr)\b\.?)"
_PERSON = alternatives("persons")
_NO_AGE = r"(?!\w|[.,:]\d|\s?(?:%|euro|uur|dagen|weken|maanden?|keer|kinderen|km|mensen|procent|punten)\b)"
_TENS = r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
_IN_WORDS = (
    rf"(?:zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|"
    rf"(?:\w+[eë]n)?{_TENS})"
)
_NOW = r"(?:net|bijna|pas|al|inmiddels|nu|onlangs|dit jaar)"

_OLD = re.compile(rf"{_FREE}{_YEARS} ?(?:jaar|jr)\.? (?:oud|jong)\b", _I)
_AGED = re.compile(rf"{_FREE}{_YEARS}[- ]?jarige?\b", _I)
_AGED_IN_WORDS = re.compile(rf"\b{_IN_WORDS}jarige?\b", _I)
_AGE_IS = re.compile(rf"(?<!-)\b(?:leeftijd|lftd?)\b\.?[ :]{{1,3}}(?:is |van )?{_YEARS}\b(?!\s?(?:%|euro))", _I)
_MONTHS_OLD = re.compile(
    r"\b(?:baby|zoon(?:tje)?|dochter(?:tje)?|kind(?:je)?) van (?P<years>\d{1,2}) (?:maanden|mnd|weken|dagen)\b", _I
)
_TURNED = re.compile(
    rf"\b(?:wordt|werd|is|was|ben|toen (?:hij|ze|zij|ik)) (?:{_NOW} )?{_YEARS} (?:jaar )?(?:geworden|was|werd)\b", _I
)
_BRACKETS = re.compile(rf"(?<=[\w.’'] )\((?:\D{{0,12}}, ?)?{_YEARS}(?P<unit> ?(?:jaar|jr|j)\b\.?)?(?:,[^)]{{0,30}})?\)")
_OF_PERSON = re.compile(
    rf"\b{_PERSON}(?: \w+)? (?:van|is|was|wordt|werd|is {_NOW}|,) "
    rf"{_YEARS}{_UNIT}?{_NO_AGE}",
    _I,
)
_OF_NAME = re.compile(rf"\b(?P<name>[A-ZÀ-Ž][\w-]+)(?: is|, nu|, toen|,| van) {_YEARS}{_NO_AGE}")
_BETWEEN_COMMAS = re.compile(rf",\s?{_YEARS}(?P<unit>{_UNIT})?(?=\s?[,.;)]|\s?$)(?!,\d)", _I)
_PLAIN = re.compile(rf"{_FREE}{_YEARS}{_UNIT}", _I)
_OF_CHILDREN = re.compile(
    r"\b(?:kinderen|kids|kind|jongens|meisjes|zoons|zonen|dochters|tweeling|drieling)\b,?(?: \w+)? ?(?:van |\(|:|, )"
    r"(?P<ages>\d{1,2}(?:(?:, | en | \+ |/)\d{1,2})*)(?: ?(?:jaar|jr|mnd|maanden))?(?!\d|\s?(?:euro|%|uur))",
    _I,
)
_LIMIT_BEFORE = re.compile(rf"(?:\b(?:{alternatives('limits_before')}|tussen(?: de)?(?: \d+)? en) ?)$", _I)
_LENGTH_BEHIND = re.compile(rf" ?(?:{alternatives('lengths_behind')}\b|\+)", _I)
_YOUNGEST, _OLDEST = 12, 105  # a bare "3 jaar" is nearly always a length of time


def ages(text: str) -> Iterator[Finding]:
    """Somebody's age, however it is written."""
    for pattern in (_OLD, _AGED, _AGE_IS, _MONTHS_OLD, _TURNED):
        yield from (_found(m) for m in pattern.finditer(text) if not _is_limit(m))
    for match in _AGED_IN_WORDS.finditer(text):
        yield Finding(match.start(), match.end(), "age", WARN, None, _("an age"))
    yield from (_found(m, to_end=False) for m in _BRACKETS.finditer(text) if _is_age_in_brackets(m))
    yield from (_found(m) for m in _OF_PERSON.finditer(text) if not _LENGTH_BEHIND.match(text, m.end()))
    yield from (_found(m, to_end=False) for m in _OF_NAME.finditer(text) if _is_age_of_name(m))
    yield from (_found(m) for m in _BETWEEN_COMMAS.finditer(text) if _is_age_between_commas(m))
    yield from (_found(m) for m in _PLAIN.finditer(text) if _is_plain_age(m))
    yield from _of_children(text)


def _found(match: re.Match[str], *, to_end: bool = True) -> Finding:
    end = match.end() if to_end else match.end("years")
    return Finding(match.start("years"), end, "age", WARN, offers.age(int(match["years"])), _("an age"))


def _is_limit(match: re.Match[str]) -> bool:
    """Whether it is a limit in a rule or a length of time: "vanaf 21 jaar", "12 jaar ervaring"."""
    text = match.string
    return bool(_LIMIT_BEFORE.search(text[: match.start("years")]) or _LENGTH_BEHIND.match(text, match.end()))


def _is_age_in_brackets(match: re.Match[str]) -> bool:
    """ "Mevrouw J. (52)": with a unit, or behind a person."""
    if match["unit"]:
        return True
    last = re.search(r"([^\W\d_][\w'’-]*\.?) ?$", match.string[: match.start()])
    if last is None or not 16 <= int(match["years"]) <= _OLDEST:
        return False
    word = last[1]
    is_name = word[0].isupper() and (not word.isupper() or len(word.rstrip(".")) == 1)
    return is_name or bool(re.fullmatch(_PERSON, word, _I))


def _is_age_of_name(match: re.Match[str]) -> bool:
    return vocabulary.is_first_name(match["name"].lower()) and not _is_limit(match)


def _is_age_between_commas(match: re.Match[str]) -> bool:
    """ "Haar man, 57, is ziek": behind a person, or with a unit."""
    if int(match["years"]) < 15:
        return False
    before = match.string[: match.start()]
    follows_person = re.search(rf"\b{_PERSON}$", before, _I) or re.search(
        r"(?:^|[.!?] )(?:\w+ )?[A-ZÀ-Ž][a-zà-ž]+$", before
    )
    return bool(follows_person or (match["unit"] and not _is_limit(match)))


def _is_plain_age(match: re.Match[str]) -> bool:
    """ "klant 61 jr": a number of years near a person, or at the beginning of a note."""
    if not _YOUNGEST <= int(match["years"]) <= _OLDEST or _is_limit(match):
        return False
    before = match.string[: match.start()]
    return not before.strip() or bool(re.search(rf"\b{_PERSON}\b", before[-40:], _I))


def _of_children(text: str) -> Iterator[Finding]:
    for match in _OF_CHILDREN.finditer(text):
        for number in re.finditer(r"\d{1,2}", match["ages"]):
            start = match.start("ages") + number.start()
            if int(number[0]) <= 30:
                yield Finding(start, start + len(number[0]), "age", WARN, None, _("an age"))
