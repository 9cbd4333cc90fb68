"""Names of people: by title, by initials, by given name, by family name, and by the words around an unknown name.

A warning, never a block: a name cannot be told from a word with certainty. Writers of publications, organisations, laws
and places are left alone. The words that count as a cue stand in ``words/``.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import name_signs, offers, vocabulary
from network.personal_data.citations import cited
from network.personal_data.finding import WARN, Finding
from network.personal_data.tokens import Word, words_of
from network.personal_data.vocabulary import words as listed

_PLACEHOLDERS = frozenset("XYZN")
_INITIALS = r"(?:(?:[A-Z]|Th|Ch|IJ|Ph|Fr|Chr|Joh)\.[ -]?){1,5}"
_PREFIX = r"(?:(?:[Vv]an|de|der|den|het|ter|ten|te|el|El|al|von|da|dos|op|in|'t|’t|v\.d\.|v\.|vd|v/d) ?){0,3}"
_CAPITAL = r"[A-ZÀ-Ž][^\W\d_]+(?:['’][^\W\d_]+)?"
_WITH_INITIALS = re.compile(rf"(?<![\w.]){_INITIALS}{_PREFIX}{_CAPITAL}(?: ?[-–] ?{_PREFIX}{_CAPITAL}| {_CAPITAL})?")
_SMALL_INITIAL = re.compile(r"(?<![\w.])[a-z]\. ?(?:(?:van|de|der|den|el|ter) ){0,2}(?P<name>[^\W\d_][\w'’-]+)")
_NO_INITIALS = re.compile(r"(?:B\.V|N\.V|V\.O\.F|U\.S|E\.U|P\.S|N\.B|O\.K|Q\.E|S\.V)")


def names(text: str) -> Iterator[Finding]:
    """Every name of a person in ``text``, with its title."""
    words = words_of(text)
    excluded = cited(text, words)
    for start, end, with_title in [*_by_initials(text), *_by_words(words)]:
        if with_title or not any(start < e and s < end for s, e in excluded):
            yield Finding(start, end, "name", WARN, _offer(words, start), _("a name"))


def _by_initials(text: str) -> Iterator[tuple[int, int, bool]]:
    for match in _WITH_INITIALS.finditer(text):
        if not _NO_INITIALS.match(match[0]):
            yield match.start(), match.end(), False
    for match in _SMALL_INITIAL.finditer(text):
        name = match["name"].lower()
        if vocabulary.is_surname(name) and not vocabulary.is_ordinary(name):
            yield match.start(), match.end(), False


def _by_words(words: list[Word]) -> Iterator[tuple[int, int, bool]]:
    """Start, end, and whether a title makes it certain."""
    taken = -1
    for word in words:
        if word.start < taken:
            continue
        end = _after_title(word)
        with_title = end is not None
        if end is None and (last := _last_word(word)):
            end = _end_of(last)
        if end is not None:
            taken = end
            yield word.start, end, with_title


def _after_title(title: Word) -> int | None:
    """Where the name that follows this title ends: "mw jansen", "Mevrouw J."; None without title or name."""
    if title.lower not in listed("titles"):
        return None
    word = title.follower
    while word and word.lower in listed("titles"):
        word = word.follower
    word, initials_end = _skip_initials(word)
    name = name_signs.skip_prefixes(word)
    if name and name_signs.names_after_title(title, name):
        return _end_of(name)
    return initials_end


def _skip_initials(word: Word | None) -> tuple[Word | None, int | None]:
    """The first word behind the initials, and where those end when they stand alone."""
    end = None
    while (word and len(word.text) == 1 and (word.text.isupper() or word.behind == ".")) or (
        word and word.lower in listed("prefixes")
    ):
        if word.text in _PLACEHOLDERS or (word.text == "U" and word.behind != "."):  # "mevrouw. U heeft": you
            break
        if word.text.isupper() or (len(word.text) == 1 and word.behind == "."):
            end = word.end + (word.behind == ".")
        elif not (word.next and len(word.next.text) == 1):
            break
        word = word.follower
    return word, end


def _last_word(word: Word) -> Word | None:
    """The word on which a name that starts at ``word`` rests, or None."""
    if name_signs.may_begin_prefix(word):
        name = name_signs.skip_prefixes(word)
        if name and name is not word and name.is_capitalised:
            return name if name_signs.is_behind_prefix(word, name) else None
    if len(word.text) == 1:
        return word if _is_lone_initial(word) else None
    is_name = name_signs.is_given(word) or name_signs.is_family(word) or name_signs.is_unknown_name(word)
    return word if is_name else None


def _is_lone_initial(word: Word) -> bool:
    """ "R. vertelt", "Gr. T": one letter in the place of a name."""
    if not word.text.isupper() or word.text in _PLACEHOLDERS:
        return False
    greeted = word.previous and word.previous.lower in {"gr", "groet", "groetjes", "mvg", "grtz"} and word.next is None
    return bool(greeted or (word.behind == "." and word.follower and word.follower.lower in listed("said")))


def _end_of(word: Word) -> int:
    """Where the name that rests on ``word`` ends, with the parts that follow."""
    if len(word.text) == 1:
        return word.end + (word.behind == ".")
    while (name := name_signs.skip_prefixes(word.follower)) and name.is_close and name_signs.continues(word, name):
        word = name
    return word.end


def _offer(words: list[Word], start: int) -> str | None:
    """Who it is in general words; nothing where the name can simply go: behind a relative or a greeting."""
    first = next(word for word in words if word.start >= start)
    before = first.previous
    role = before.lower if before and not first.gap.strip(" ,:") else ""
    if any(role in listed(cue) for cue in ("kin", "roles", "clients", "greetings", "called")):
        return None
    if first.lower in {"familie", "fam", "erven"}:
        return offers.like(first.text, "een gezin")
    return offers.like(first.text if first.begins_sentence else "", offers.PERSON)
