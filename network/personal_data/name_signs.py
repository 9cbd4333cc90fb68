"""What tells that a word is somebody's name: the lists, its shape, and the words around it."""

import re

from network.personal_data import vocabulary
from network.personal_data.tokens import Word
from network.personal_data.vocabulary import words as listed

_CUES = ("kin", "roles", "clients", "greetings", "called", "titles")
_PHRASES = frozenset(
    {
        ("naam", "is"),
        ("ik", "ben"),
        ("met", "naam"),
        ("gesproken", "met"),
        ("gebeld", "met"),
        ("gesprek", "met"),
        ("noemen", "haar"),
        ("noemen", "hem"),
    }
)
_TOGETHER = frozenset({"en", "of", "met"})
_SHAPED = re.compile(
    r"(?:stra|sma|inga|enga|ema|oglu|owski|ewski|owska|ovic|evic|wicz|czyk|enko|escu|oui|aoui|ouni|ouzzani|ssen|sson|"
    r"huis|huizen|mans|kamp|veld|stede|dijk|broek|horst|hoven|hoeven|zadeh|yan|ullah|eddine|singh|ian|ani|iou)$"
)
_FOREIGN = re.compile(r"(?:[bcdfghjklmnprstvwxyz][aiouy]|[aou]sh|[aeiou]kh|im|eh)$")


def is_given(word: Word) -> bool:
    """Whether this is a given name."""
    if not vocabulary.is_first_name(word.lower):
        return _is_genitive(word)
    if word.lower in listed("capitalised") or is_body(word):
        return False
    if word.is_shouted:
        return len(word.text) > 4 and not vocabulary.is_ambiguous(word.lower) and not vocabulary.is_ordinary(word.lower)
    if vocabulary.is_place(word.lower) and not acts(word):
        return False
    return _is_given_with_capital(word) if word.is_capitalised else _is_given_small(word)


def _is_genitive(word: Word) -> bool:
    """ "Karims moeder": a given name with an s, before a relative or a possession of people."""
    stem = word.lower.removesuffix("s")
    is_name = stem != word.lower and vocabulary.is_first_name(stem) and not vocabulary.is_ambiguous(stem)
    return bool(is_name and word.is_capitalised and word.follower and word.follower.lower in listed("kin"))


def _is_given_with_capital(word: Word) -> bool:
    if not word.begins_sentence or not vocabulary.is_ambiguous_with_capital(word.lower):
        return True
    return acts_as_person(word) or has_surname(word) or is_beside_name(word) or owns(word)


def _is_given_small(word: Word) -> bool:
    if vocabulary.is_ambiguous(word.lower):
        return is_introduced(word) and (acts(word) or not word.next or word.behind in ",:.)")
    is_month = word.lower == "jan" and word.gap.strip() == "" and word.whole[: word.start].rstrip()[-1:].isdigit()
    return (
        (len(word.text) > 3 or word.lower in listed("short_names"))
        and not is_month
        and not vocabulary.is_ordinary(word.lower)
    )


def is_family(word: Word) -> bool:
    """Whether this is a family name that stands by itself."""
    if not vocabulary.is_surname(word.lower) or vocabulary.is_ordinary(word.lower) or word.is_shouted or is_body(word):
        return False
    ambiguous = vocabulary.is_ambiguous(word.lower)
    if not word.is_capitalised:
        return not ambiguous and is_introduced(word)
    if not ambiguous:
        return True
    if word.begins_sentence:
        return False
    return is_introduced(word) or acts(word) or word.before in {"der", "den"}


def is_unknown_name(word: Word) -> bool:
    """Whether a word with a capital that no list knows stands where a name may be expected."""
    if (
        not word.is_capitalised
        or len(word.text) < 3
        or vocabulary.is_ordinary(word.lower)
        or "-" in word.text
        or is_body(word)
    ):
        return False
    folded = vocabulary.fold(word.lower)
    if word.begins_sentence:
        return bool(_FOREIGN.search(folded) and acts_as_person(word))
    if _SHAPED.search(folded) or _FOREIGN.search(folded):
        return is_introduced(word) or acts(word) or is_beside_name(word)
    return is_introduced(word)


def is_behind_prefix(first: Word, name: Word) -> bool:
    """Whether "Van den Heuvel" or "El Khattabi" is a family name: ``first`` is its prefix, ``name`` its last word."""
    joined = "_".join(re.findall(r"\w+", first.whole[first.start : name.end].lower()))
    if (
        vocabulary.is_place(joined)
        or name.lower in listed("capitalised")
        or not name.is_capitalised
        or "-" in name.text
    ):
        return False
    if vocabulary.is_surname(name.lower):
        is_clear = not vocabulary.is_ambiguous(name.lower) or first.next is not name
        return not first.begins_sentence or is_clear or acts(name)
    if vocabulary.is_ordinary(name.lower):
        return False
    return (
        first.lower in listed("arabic_prefixes")
        or not first.begins_sentence
        or (acts(name) and first.lower not in {"de", "in"})
    )


def skip_prefixes(word: Word | None) -> Word | None:
    """The first word from ``word`` on that is no prefix; None when the text ends before it."""
    while word and word.lower in listed("prefixes"):
        word = word.follower
    return word


def may_begin_prefix(word: Word) -> bool:
    """Whether a family name may begin with this prefix, written with a capital."""
    return word.lower in listed("first_prefixes") and word.text[0].isupper()


def continues(word: Word, name: Word) -> bool:
    """Whether ``name``, close behind the name that ends in ``word``, still belongs to it."""
    if name.begins_sentence or len(name.text) < 2:
        return False
    known = vocabulary.is_surname(name.lower) or vocabulary.is_first_name(name.lower)
    if name.is_capitalised or (name.is_shouted and word.is_shouted):
        return known or not vocabulary.is_ordinary(name.lower)
    is_small = word.text.islower() or word.next is not name
    return is_small and known and not vocabulary.is_ordinary(name.lower) and not vocabulary.is_ambiguous(name.lower)


def names_after_title(title: Word, name: Word) -> bool:
    """Whether ``name`` behind a title is a name and not the rest of the sentence: "mw belt"."""
    if len(name.text) < 2 or (name.before in {"in", "op"} and vocabulary.is_place(name.lower)):
        return False
    if name.text[0].isupper():
        return name.lower not in listed("after_titles") or title.next is not name
    if name.lower in listed("after_titles"):
        return False
    if name.before in listed("arabic_prefixes") or (
        _SHAPED.search(vocabulary.fold(name.lower)) and not vocabulary.is_ordinary(name.lower)
    ):
        return True
    known = vocabulary.is_first_name(name.lower) or vocabulary.is_surname(name.lower)
    if title.lower in {
        "familie",
        "fam",
        "oma",
        "opa",
        "tante",
        "oom",
        "zuster",
        "dominee",
        "pastoor",
        "pater",
        "juf",
        "weduwe",
    }:
        return known and not vocabulary.is_ambiguous(name.lower)
    return known and not (name.lower in listed("ordinary") and name.lower in listed("ambiguous_first_names"))


def is_introduced(word: Word) -> bool:
    """Whether the word before leads one to expect a name: a relative, a colleague, a greeting, "heet"."""
    before = word.previous
    if before is None or word.gap.strip(" ,:;.(@\"'‘“\n"):
        return False
    if any(before.lower in listed(cue) for cue in _CUES):
        return True
    return before.previous is not None and (before.previous.lower, before.lower) in _PHRASES


def acts(word: Word) -> bool:
    """Whether a verb of people follows: "Roos zegt"."""
    return bool(word.follower and word.behind == " " and word.follower.lower in listed("said"))


def acts_as_person(word: Word) -> bool:
    """Whether a verb follows that only people do: not "Roos is een mooie kleur"."""
    return bool(acts(word) and word.next and word.next.lower not in listed("weak_verbs"))


def has_surname(word: Word) -> bool:
    """Whether a family name follows."""
    name = skip_prefixes(word.follower)
    return bool(name and name.is_capitalised and not name.begins_sentence and not vocabulary.is_ordinary(name.lower))


def is_beside_name(word: Word) -> bool:
    """Whether another given name stands beside it: "Sem en Noor", "Joke & Wim"."""
    if word.next is None:
        return False
    other = (
        word.next.next
        if word.next.lower in _TOGETHER
        else word.next
        if word.next.gap.strip() in {"&", ",", "/", "+"}
        else None
    )
    return bool(
        other
        and other.is_capitalised
        and vocabulary.is_first_name(other.lower)
        and not vocabulary.is_ordinary(other.lower)
    )


def owns(word: Word) -> bool:
    """Whether a relative or a possessive follows: "Els' dochter", "Roos haar moeder"."""
    after = word.next
    return bool(
        after
        and ((word.behind in "'’" and word.behind) or after.lower in {"haar", "zijn", "d'r"})
        and (after.lower in listed("kin") or (after.next and after.next.lower in listed("kin")))
    )


def is_body(word: Word) -> bool:
    """Whether this word and the next are an organisation: "Albert Heijn"."""
    after, before = word.follower, word.previous
    return bool(
        (after and f"{word.lower}_{after.lower}" in listed("capitalised"))
        or (before and word.is_close and f"{before.lower}_{word.lower}" in listed("capitalised"))
    )
