"""Names of people: by title, by initials, by given name, by family name, and by the words around an unknown name.

A warning, never a block: a name cannot be told from a word with certainty. Writers of publications, organisations, laws
and places are left alone. The words that count as a cue stand in ``words/``.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.personal_data import offers, vocabulary
from network.personal_data.citations import cited
from network.personal_data.finding import WARN, Finding
from network.personal_data.tokens import Word, words_of
from network.personal_data.vocabulary import words as listed

PREFIXES = frozenset(
    "van de der den het t ter ten te el al ait ben bin von da dos di du la le op in 't abu oulad".split()
)
_ALONE = frozenset("van ter ten te el al ait ben von da dos di de den abu oulad".split())
_PLACEHOLDERS = frozenset("X Y Z N".split())
_SHORT = frozenset(
    "ali ria ans wim leo eva ida roy lia pim jos kai kay lex liv mia noa ugo yan zoë zoe mo gé bep".split()
)
_INITIALS = r"(?:(?:[A-Z]|Th|Ch|IJ|Ph|Fr|Chr|Joh)\.[ -]?){1,5}"
_PREFIX = r"(?:(?:[Vv]an|de|der|den|het|ter|ten|te|el|El|al|von|da|dos|op|in|'t|’t|v\.d\.|vd|v/d) ?){0,3}"
_CAPITAL = r"[A-ZÀ-Ž][^\W\d_]+(?:['’][^\W\d_]+)?"
_WITH_INITIALS = re.compile(
    rf"(?<![\w.]){_INITIALS}{_PREFIX}(?-i:{_CAPITAL})(?: ?[-–] ?{_PREFIX}{_CAPITAL}| (?:{_CAPITAL}))?"
)
_SMALL_INITIAL = re.compile(r"(?<![\w.])[a-z]\. ?(?:(?:van|de|der|den|el|ter) ){0,2}(?P<name>[^\W\d_][\w'’-]+)")
_NO_INITIALS = re.compile(r"(?:B\.V|N\.V|V\.O\.F|U\.S|E\.U|P\.S|N\.B|O\.K|Q\.E|S\.V)")
_SHAPED = re.compile(
    r"(?:stra|sma|inga|enga|ema|oğlu|oglu|owski|ewski|ovic|ović|evic|wicz|czyk|enko|escu|oui|aoui|ouni|ssen|sson|"
    r"ink|huis|huizen|mans|kamp|veld|stede|dijk|broek|horst|hof|hoven|hoeven|zadeh|yan|ullah|eddine|oğulları|singh|iou)$"
)


def names(text: str) -> Iterator[Finding]:
    """Every name of a person in ``text``, with its title."""
    words = words_of(text)
    excluded = cited(text, words)
    for start, end, with_title in _found(text, words):
        if with_title or not any(start < e and s < end for s, e in excluded):
            yield Finding(start, end, "name", WARN, _offer(text, words, start, end), _("a name"))


def _found(text: str, words: list[Word]) -> Iterator[tuple[int, int, bool]]:
    yield from _by_initials(text)
    taken = -1
    for index, word in enumerate(words):
        if word.start < taken:
            continue
        end = _after_title(text, words, index)
        last = None if end else _name_from(text, words, index)
        if last is not None:
            end = _extended(text, words, last)
        if end:
            taken = end
            yield word.start, end, last is None


def _by_initials(text: str) -> Iterator[tuple[int, int, bool]]:
    for match in _WITH_INITIALS.finditer(text):
        if not _NO_INITIALS.match(match[0]):
            yield match.start(), match.end(), False
    for match in _SMALL_INITIAL.finditer(text):
        name = match["name"].lower()
        if vocabulary.is_surname(name) and not vocabulary.is_ordinary(name):
            yield match.start(), match.end(), False


# A name after a title: "mw jansen", "de heer Van der Linden", "Mevrouw J."


def _after_title(text: str, words: list[Word], index: int) -> int | None:
    """Where the name that follows the title at ``index`` ends; None without title or name."""
    if words[index].lower not in listed("titles"):
        return None
    at = index + 1
    while at < len(words) and _is_close(text, words, at) and words[at].lower in listed("titles"):
        at += 1
    first, initial_end = _skip_initials(text, words, at)
    name = _skip_prefixes(text, words, first)
    if name is not None and _is_close(text, words, name) and _names_after_title(words, index, name):
        return _extended(text, words, name)
    return initial_end


def _is_close(text: str, words: list[Word], at: int) -> bool:
    """Whether only spaces, a point or a hyphen stand between this word and the one before."""
    return 0 < at < len(words) and not text[words[at - 1].end : words[at].start].strip(" .-–'’")


def _skip_initials(text: str, words: list[Word], at: int) -> tuple[int, int | None]:
    """The first word behind the initials at ``at``, and where those end when they stand alone."""
    end = None
    while at < len(words) and _is_close(text, words, at) and len(words[at].text) == 1 and words[at].text.isalpha():
        word = words[at]
        if word.text in _PLACEHOLDERS or not (word.text.isupper() or text[word.end : word.end + 1] == "."):
            break
        end = word.end + (text[word.end : word.end + 1] == ".")
        at += 1
    return at, end


def _skip_prefixes(text: str, words: list[Word], at: int) -> int | None:
    while at < len(words) and _is_close(text, words, at) and words[at].lower in PREFIXES:
        at += 1
    return at if at < len(words) else None


def _names_after_title(words: list[Word], title: int, at: int) -> bool:
    word = words[at]
    if len(word.text) < 2 or vocabulary.is_place(word.lower) and not vocabulary.is_surname(word.lower):
        return False
    if word.text[0].isupper():
        return word.lower not in listed("after_titles") or at > title + 1
    if word.lower in listed("after_titles"):
        return False
    known = vocabulary.is_first_name(word.lower) or vocabulary.is_surname(word.lower)
    if words[title].lower in listed("kin") or words[title].lower in {"familie", "dominee", "zuster"}:
        known = known and not vocabulary.is_ambiguous(word.lower)
    return (
        known
        and not _is_plain(word.lower)
        or bool(_SHAPED.search(word.lower))
        and not vocabulary.is_ordinary(word.lower)
    )


def _is_plain(word: str) -> bool:
    """Whether a word in small letters is too ordinary to be a name even behind a title."""
    return word in listed("ordinary") and word in listed("ambiguous_first_names")


# A name by itself, or by the words around it


def _name_from(text: str, words: list[Word], index: int) -> int | None:
    """The word on which a name that starts at ``index`` rests, or None."""
    word = words[index]
    if word.lower in _ALONE and word.text[0].isupper():
        at = _skip_prefixes(text, words, index)
        if at is not None and at > index and words[at].is_capitalised and _is_close(text, words, at):
            return at if _is_name_behind_prefix(text, words, index, at) else None
    is_name = _is_given(text, words, index) or _is_family(text, words, index) or _is_unknown(text, words, index)
    return index if is_name else None


def _is_name_behind_prefix(text: str, words: list[Word], index: int, at: int) -> bool:
    word = words[at]
    joined = "_".join(w.lower for w in words[index : at + 1])
    if vocabulary.is_place(joined) or word.lower in listed("capitalised"):
        return False
    if not words[index].begins_sentence:
        return not vocabulary.is_place(word.lower) or vocabulary.is_surname(word.lower)
    if vocabulary.is_surname(word.lower):
        return not vocabulary.is_ambiguous(word.lower) or at > index + 1 or _acts(text, words, at)
    return not vocabulary.is_ordinary(word.lower) and _acts(text, words, at) and words[index].lower not in {"de", "in"}


def _is_given(text: str, words: list[Word], index: int) -> bool:
    word = words[index]
    if not vocabulary.is_first_name(word.lower) or word.lower in listed("capitalised"):
        return False
    if vocabulary.is_place(word.lower) and not _acts(text, words, index):
        return False
    ambiguous = vocabulary.is_ambiguous(word.lower)
    if word.is_shouted:
        return not ambiguous and len(word.text) > 4
    if word.is_capitalised and not ambiguous:
        return True
    if word.is_capitalised:
        return not word.begins_sentence or _acts(text, words, index) or _has_surname(text, words, index)
    if ambiguous:
        return _is_introduced(text, words, index) and _acts(text, words, index)
    return (len(word.text) > 3 or word.lower in _SHORT) and not _is_month(text, word)


def _is_month(text: str, word: Word) -> bool:
    return word.lower == "jan" and text[: word.start].rstrip()[-1:].isdigit()


def _has_surname(text: str, words: list[Word], index: int) -> bool:
    at = _skip_prefixes(text, words, index + 1)
    return (
        at is not None
        and _is_close(text, words, at)
        and words[at].is_capitalised
        and not vocabulary.is_ordinary(words[at].lower)
    )


def _is_family(text: str, words: list[Word], index: int) -> bool:
    word = words[index]
    if not vocabulary.is_surname(word.lower) or vocabulary.is_ordinary(word.lower) or word.is_shouted:
        return False
    ambiguous = vocabulary.is_ambiguous(word.lower)
    if not word.is_capitalised:
        return not ambiguous and _is_introduced(text, words, index)
    if not ambiguous:
        return True
    if word.begins_sentence:
        return False
    return _is_introduced(text, words, index) or _acts(text, words, index) or words[index - 1].lower in {"der", "den"}


def _is_unknown(text: str, words: list[Word], index: int) -> bool:
    """A word with a capital that no list knows, where a name may be expected."""
    word = words[index]
    if word.begins_sentence or not word.is_capitalised or len(word.text) < 3 or vocabulary.is_ordinary(word.lower):
        return False
    if _SHAPED.search(word.lower):
        return _is_introduced(text, words, index) or _acts(text, words, index)
    return _is_introduced(text, words, index)


def _is_introduced(text: str, words: list[Word], index: int) -> bool:
    """Whether the word before leads one to expect a name: a relative, a colleague, a greeting, "heet"."""
    if not index or len(text[words[index - 1].end : words[index].start].strip(" ,:;.(@\"'‘“\n")) > 0:
        return False
    before = words[index - 1].lower
    if any(before in listed(cue) for cue in ("kin", "roles", "clients", "greetings", "called", "titles")):
        return True
    return _phrase(words, index) in {
        ("naam", "is"),
        ("ik", "ben"),
        ("met", "naam"),
        ("gesproken", "met"),
        ("gebeld", "met"),
        ("gesprek", "met"),
    }


def _phrase(words: list[Word], index: int) -> tuple[str, ...]:
    return tuple(word.lower for word in words[max(0, index - 2) : index])


def _acts(text: str, words: list[Word], index: int) -> bool:
    """Whether a verb of people follows: "Roos zegt"."""
    after = index + 1
    return after < len(words) and _is_close(text, words, after) and words[after].lower in listed("said")


def _extended(text: str, words: list[Word], index: int) -> int:
    """Where the name that rests on the word at ``index`` ends, with the parts that follow."""
    while True:
        at = _skip_prefixes(text, words, index + 1)
        if at is None or not _is_close(text, words, at) or not _continues(words, index, at):
            return words[index].end
        index = at


def _continues(words: list[Word], index: int, at: int) -> bool:
    word = words[at]
    if word.begins_sentence or len(word.text) < 2:
        return False
    known = vocabulary.is_surname(word.lower) or vocabulary.is_first_name(word.lower)
    if word.is_capitalised:
        return known or not vocabulary.is_ordinary(word.lower)
    is_small = words[index].text.islower() or at > index + 1
    return is_small and known and not vocabulary.is_ordinary(word.lower) and not vocabulary.is_ambiguous(word.lower)


def _offer(text: str, words: list[Word], start: int, end: int) -> str | None:
    """Who it is in general words; nothing where the name can simply go: behind a relative or a greeting."""
    before = next((word for word in reversed(words) if word.end <= start), None)
    first = next(word for word in words if word.start >= start)
    role = before.lower if before and not text[before.end : start].strip(" ,:") else ""
    if any(role in listed(cue) for cue in ("kin", "roles", "clients", "greetings", "called")):
        return None
    if first.lower in {"familie", "fam", "erven"}:
        return offers.like(first.text, "een gezin")
    return offers.like(first.text if first.begins_sentence else "", offers.person(text))
