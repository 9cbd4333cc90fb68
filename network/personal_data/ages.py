"""Ages of people, not limits in rules nor lengths of time. They warn and offer a decade."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import offers, vocabulary
from network.personal_data.finding import WARN, Finding

_YEARS = r"(?P<years>\d{1,2}|10\d)"
_UNIT = r"(?:jaar|jr|jarige)\b\.?"
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split(),
        1,
    )
}
_PERSON = (
    r"(?:vrouw|man|moeder|vader|mevrouw|mevr|mw|meneer|dhr|klant|cl(?:i[eë]nt)?|zoon(?:tje)?|dochter(?:tje)?|jongen|meisje|meid|kind(?:eren|je)?|weduwe|"
    r"weduwnaar|partner|iemand|inwoner|deelnemer|ex|vriendin?|broer(?:tje)?|zus(?:je)?|oma|opa|buurvrouw|buurman|kleinzoon|kleindochter|student|"
    r"statushouder|alleenstaande|ouder|zzp'er|mantelzorger|belanghebbende|betrokkene|jongens|dochters|zonen|zoons|peuter|puber|tweeling|drieling|zwager|nicht|neef|tante|oom|kids|hij|zij|ze|ik|mens)"
)
_OLD = re.compile(rf"(?<![\w.,€-]){_YEARS} ?(?:jaar|jr)\.? (?:oud|jong)\b", re.IGNORECASE)
_JARIGE = re.compile(rf"(?<![\w.,€-]){_YEARS}(?:-| )?jarige?\b", re.IGNORECASE)
_WORD_JARIGE = re.compile(
    r"\b(?P<word>zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|\w+entwintig|\w+[eë]ndertig|\w+[eë]nveertig|\w+[eë]nvijftig|\w+[eë]nzestig|\w+[eë]nzeventig|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig)jarige?\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(rf"(?<=[\w.’'] )\((?:\D{{0,12}}, ?)?{_YEARS}(?: ?(?:jaar|jr|j)\.?)?(?:,[^)]{{0,30}})?\)")
_LEEFTIJD = re.compile(
    rf"(?<!-)\b(?:leeftijd|lft|lftd)\b\.?[ :]{{1,3}}(?:is |van )?{_YEARS}\b(?!\s?(?:%|euro))", re.IGNORECASE
)
_OF = re.compile(
    rf"\b{_PERSON}(?: \w+)? (?:van|is|was|wordt|werd|is nu|is pas|is al|is bijna|,) {_YEARS}(?:(?:,| en| \+) (?P<more>\d{{1,2}}))?(?: ?{_UNIT})?(?!\w|[.,:]\d|\s?(?:%|euro|uur|dagen|weken|maanden|keer|kinderen|km|mensen|procent|punten|maand|jaar (?:geleden|lang|terug|samen|getrouwd|gescheiden|werkloos|werkzaam|in dienst|bezig|ziek|later|bijstand|aan|weg|dakloos)))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?P<name>[A-ZÀ-Ž][\w-]+)(?: is|, nu|, toen|,| van) {_YEARS}(?! ?(?:%|euro|uur|dagen|weken|maanden|keer|kinderen|km|punten)|\w|[.,]\d)"
)
_COMMA = re.compile(rf",\s?{_YEARS}(?: ?(?:jaar|jr)\.?)?(?=\s?[,.;)]|\s?$)(?!,\d)", re.IGNORECASE)
_PLAIN = re.compile(rf"(?<![\w.,€/-]){_YEARS} ?(?:jaar|jr)\b\.?", re.IGNORECASE)
_CHILDREN = re.compile(
    r"\b(?:kinderen|kids|kind|jongens|meisjes|zoons|zonen|dochters|tweeling|drieling)\b,?(?: \w+)? ?(?:van |\(|:|, )(?P<ages>\d{1,2}(?:(?:, | en | \+ |/)\d{1,2})*)(?: ?(?:jaar|jr|mnd|maanden))?(?!\d|\s?(?:euro|%|uur))",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(
    r"\b(?:baby|zoon(?:tje)?|dochter(?:tje)?|kind(?:je)?) van (?P<years>\d{1,2}) (?:maanden|mnd|weken|dagen)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    rf"\b(?:wordt|werd|is|was|ben|toen (?:hij|ze|zij|ik)) (?:net |bijna |pas |al |inmiddels |nu |onlangs |dit jaar )?{_YEARS}(?: (?:geworden|was|werd|jaar geworden|jaar werd|jaar was))(?!\w)",
    re.IGNORECASE,
)

# Limits in rules and lengths of time, not somebody's age.
_LIMIT_BEFORE = re.compile(
    r"(?:\b(?:vanaf|tot|tussen(?: de)?(?: \d+)? en|boven(?: de)?|onder(?: de)?|jonger dan|ouder dan|minimaal|maximaal|min\.?|max\.?|minstens|hoogstens|meer dan|minder dan|langer dan|korter dan|al|na|over|binnen|"
    r"in|om de|elke|iedere|per|afgelopen|laatste|eerste|komende|paar|ongeveer|circa|ruim|sinds|voor|duur van|termijn van|periode van|gedurende|t/m|en|of|ieder|nog|bijna|ook|gemiddeld|18-|AOW-leeftijd van|leeftijd van|leeftijdsgrens van|pensioenleeftijd van|werkt|woont|duurde|duurt|kostte|zat|zit|boete van|looptijd van|ervaring van) ?)$",
    re.IGNORECASE,
)
_LENGTH_BEHIND = re.compile(
    r"^ ?(?:of (?:ouder|jonger|meer|langer)|en (?:ouder|jonger)|geleden|terug|lang|later|bijstand|ervaring|uitkering|in dienst|werkloos|werkzaam|samen|getrouwd|gescheiden|"
    r"na |voor |eerder|onafgebroken|ziek|bezig|vertraging|achterstand|garantie|celstraf|gevangenis|schuld|werk|ww\b|huur|contract|aan een|de tijd|duren|duurt|wachten|\+|aflossen|betalen|terugvorder)",
    re.IGNORECASE,
)


def ages(text: str) -> Iterator[Finding]:
    """Somebody's age, however it is written."""
    for pattern in (_OLD, _JARIGE, _LEEFTIJD, _MONTHS_OLD, _TURNED):
        for match in pattern.finditer(text):
            if not _is_limit(text, match):
                yield _found(match, match.start("years"), match.end())
    for match in _WORD_JARIGE.finditer(text):
        yield Finding(match.start(), match.end(), "age", WARN, None, _("an age"))
    yield from _in_brackets(text)
    yield from _of_persons(text)
    yield from _plain(text)
    yield from _of_children(text)


def _found(match: re.Match[str], start: int, end: int, *, prefix: str = "") -> Finding:
    return Finding(start, end, "age", WARN, prefix + offers.age(int(match["years"])), _("an age"))


def _is_limit(text: str, match: re.Match[str]) -> bool:
    place = match.start("years")
    return bool(_LIMIT_BEFORE.search(text[:place]) or _LENGTH_BEHIND.match(text[match.end() :]))


def _in_brackets(text: str) -> Iterator[Finding]:
    for match in _BRACKETS.finditer(text):
        has_unit = re.search(r"jaar|jr|j\b", match[0])
        if has_unit or 16 <= int(match["years"]) <= 105 and _follows_person(text[: match.start()]):
            yield _found(match, match.start("years"), match.start("years") + len(match["years"]))


def _follows_person(before: str) -> bool:
    """Whether a person stands before the brackets: a word for one, or a name with a capital or an initial."""
    last = re.search(r"([^\W\d_][\w'’-]*\.?) ?$", before)
    return bool(
        last
        and (
            re.fullmatch(_PERSON, last[1], re.IGNORECASE)
            or last[1][0].isupper()
            and not last[1].isupper()
            or re.fullmatch(r"[A-Z]\.", last[1])
        )
    )


def _of_persons(text: str) -> Iterator[Finding]:
    for match in _OF.finditer(text):
        if not _LENGTH_BEHIND.match(text[match.end() :]):
            yield _found(match, match.start("years"), match.end())
    for match in _NAMED.finditer(text):
        if vocabulary.is_first_name(match["name"].lower()) and not _is_limit(text, match):
            yield _found(match, match.start("years"), match.end("years"))
    for match in _COMMA.finditer(text):
        is_years = re.search(r"jaar|jr", match[0])
        if int(match["years"]) >= 15 and (
            _person_before(text[: match.start()]) or is_years and not _is_limit(text, match)
        ):
            yield _found(match, match.start("years"), match.end())


def _person_before(before: str) -> bool:
    return bool(
        re.search(rf"\b{_PERSON}$", before, re.IGNORECASE)
        or re.search(r"(?:^|[.!?] )(?:\w+ )?[A-ZÀ-Ž][a-zà-ž]+$", before)
    )


def _plain(text: str) -> Iterator[Finding]:
    for match in _PLAIN.finditer(text):
        if 12 <= int(match["years"]) <= 105 and not _is_limit(text, match) and _is_about_somebody(text, match):
            yield _found(match, match.start(), match.end())


def _is_about_somebody(text: str, match: re.Match[str]) -> bool:
    near = text[max(0, match.start() - 40) : match.start()]
    return bool(re.search(rf"\b{_PERSON}\b", near, re.IGNORECASE)) or not text[: match.start()].strip()


def _of_children(text: str) -> Iterator[Finding]:
    for match in _CHILDREN.finditer(text):
        for number in re.finditer(r"\d{1,2}", match["ages"]):
            start = match.start("ages") + number.start()
            if int(number[0]) <= 30:
                yield Finding(start, start + len(number[0]), "age", WARN, None, _("an age"))
