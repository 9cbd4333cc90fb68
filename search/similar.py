"""What looks like a text: "seen before" in a case or a dialogue. Nothing of the text is logged or kept."""

from network.models import Item
from network.models.graph import PUBLIC
from search import engines
from search.engines.interface import EngineQuery, EngineUnavailable, Variant
from search.searching import analysis_for, hidden_keys

MOST_ITEMS = 8
_MOST_TERMS = 30
_LONGEST_TEXT = 6000


def seen_before(text: str, tokens: frozenset[str]) -> list[Item]:
    """The items that look most like ``text``, for who has these visibility ``tokens``; none when search is down."""
    try:
        return _seen_before(text[:_LONGEST_TEXT], tokens | {PUBLIC})
    except EngineUnavailable:
        return []


def _seen_before(text: str, tokens: frozenset[str]) -> list[Item]:
    engine = engines.current()
    info = engine.info()
    words = {word.term for word in analysis_for(info).words(text) if not word.is_stop_word}
    known = {term: number for term in words if (number := engine.count(term, tokens))}
    rarest = sorted(known, key=lambda term: (known[term], term))[:_MOST_TERMS]
    if not rarest:
        return []
    query = EngineQuery(
        concepts=tuple((Variant((term,)),) for term in rarest),
        visible_to=tokens,
        hidden_keys=hidden_keys(info, tokens),
        limit=MOST_ITEMS,
    )
    keys = [hit.key for hit in engine.search(query).hits]
    items = Item.objects.visible_to(tokens).in_bulk(keys)
    return [items[key] for key in keys if key in items]
