"""When the engine is down: titles in the database, with the same visibility."""

from functools import reduce
from operator import or_

from django.db.models import Q

from network.kinds import KINDS
from network.models import Item
from search.dutch.words import is_question_word, is_stop_word
from search.dutch.words import tokens as words_of

MOST_ROWS = 20
_MOST_WORDS = 10


def titles_like(text: str, *, tokens: frozenset[str], kinds: tuple[str, ...] = ()) -> list[Item]:
    """At most twenty findable items with one of the words of ``text`` in their title, seen by ``tokens``."""
    words = [token.text for token in words_of(text[:400])]
    words = [word for word in words if not is_stop_word(word) and not is_question_word(word)] or words
    found = Item.objects.visible_to(tokens).filter(kind__in=kinds or [kind.code for kind in KINDS if kind.is_findable])
    if words:
        found = found.filter(reduce(or_, (Q(title__icontains=word) for word in words[:_MOST_WORDS])))
    return list(found.order_by("title")[:MOST_ROWS])
