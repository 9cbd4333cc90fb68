"""What every engine must do: one suite, run on each of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.interface import (
    SORT_NEWEST,
    SORT_TITLE,
    Engine,
    EngineDocument,
    EngineQuery,
    EngineResults,
    EngineUnavailable,
    Variant,
)

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "member"})
NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture(params=["embedded"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine that never saw a document."""
    yield {"embedded": lambda: EmbeddedEngine(tmp_path)}[request.param]()


@pytest.fixture
def engine(bare: Engine) -> Engine:
    bare.start_fresh("1", frozenset({"brief"})).activate()
    return bare


def document(key: str, text: str = "", *, title: str = "", days: int = 0, **fields: object) -> EngineDocument:
    values = {
        "key": key,
        "version": 1,
        "terms": {"title": title, "text": text},
        "facets": {},
        "visible_to": PUBLIC,
        "sort_title": title or key,
        "updated": NOW + timedelta(days=days),
        "raw_text": text,
    }
    return EngineDocument(**{**values, **fields})  # type: ignore[arg-type]


def asking(*terms: str, **fields: object) -> EngineQuery:
    return replace(EngineQuery(tuple((Variant((term,)),) for term in terms), PUBLIC), **fields)


def keys(results: EngineResults) -> list[str]:
    return [hit.key for hit in results.hits]


def test_without_an_index_it_says_so(bare: Engine) -> None:
    for ask in (bare.info, lambda: bare.search(asking("brief")), lambda: bare.write([], [])):
        with pytest.raises(EngineUnavailable):
            ask()


def test_any_term_will_do_and_more_is_better(engine: Engine) -> None:
    engine.write([document("a", "brief boete"), document("b", "brief taal"), document("c", "wiel")], [])
    found = engine.search(asking("brief", "boete"))
    assert keys(found) == ["a", "b"]
    assert found.total == 2


def test_a_word_in_the_title_counts_more(engine: Engine) -> None:
    engine.write([document("a", "brief", title="wiel"), document("b", "wiel", title="brief")], [])
    assert keys(engine.search(asking("brief"))) == ["b", "a"]


def test_a_variant_of_less_weight_counts_less(engine: Engine) -> None:
    engine.write([document("a", "boete"), document("b", "sanctie")], [])
    concept = (Variant(("boete",)), Variant(("sanctie",), 0.5))
    hits = engine.search(EngineQuery((concept,), PUBLIC)).hits
    assert [hit.key for hit in hits] == ["a", "b"]
    assert hits[1].score == pytest.approx(hits[0].score / 2, rel=0.01)


def test_a_variant_of_several_words_needs_them_all(engine: Engine) -> None:
    engine.write([document("a", "niet komen"), document("b", "komen")], [])
    concept = (Variant(("niet", "komen")),)
    assert keys(engine.search(EngineQuery((concept,), PUBLIC))) == ["a"]


def test_a_phrase_must_stand_together_and_a_word_can_be_left_out(engine: Engine) -> None:
    engine.write([document("a", "eigen regie"), document("b", "regie eigen"), document("c", "eigen regie wiel")], [])
    found = engine.search(asking("regie", phrases=(("eigen", "regie"),), without=("wiel",)))
    assert keys(found) == ["a"]


def test_what_one_may_not_see_is_in_no_hit_total_facet_or_count(engine: Engine) -> None:
    hidden = document("b", "brief geheim", visible_to=frozenset({"member"}), facets={"type": ("praktijk",)})
    engine.write([document("a", "brief", facets={"type": ("begrip",)}), hidden], [])
    public = engine.search(asking("brief", facets=("type",)))
    assert (keys(public), public.total, public.facets) == (["a"], 1, {"type": {"begrip": 1}})
    assert engine.count("geheim", PUBLIC) == 0
    member = engine.search(asking("brief", visible_to=MEMBER, facets=("type",)))
    assert (member.total, member.facets) == (2, {"type": {"begrip": 1, "praktijk": 1}})
    assert engine.count("geheim", MEMBER) == 1


def test_a_hidden_key_is_in_no_hit_total_or_facet(engine: Engine) -> None:
    engine.write([document("a", "brief", facets={"type": ("begrip",)}), document("b", "brief")], [])
    found = engine.search(asking("brief", hidden_keys=("a",), facets=("type",)))
    assert (keys(found), found.total, found.facets) == (["b"], 1, {"type": {}})


def test_the_counts_of_a_facet_ignore_its_own_choice_and_obey_the_others(engine: Engine) -> None:
    rows = [("a", "praktijk", "helpt"), ("b", "praktijk", "gemengd"), ("c", "begrip", "helpt")]
    engine.write(
        [document(key, "brief", facets={"type": (kind,), "effect": (effect,)}) for key, kind, effect in rows], []
    )
    found = engine.search(asking("brief", filters={"type": ("praktijk",)}, facets=("type", "effect")))
    assert found.total == 2
    assert found.facets == {"type": {"praktijk": 2, "begrip": 1}, "effect": {"helpt": 1, "gemengd": 1}}
    both = engine.search(asking("brief", filters={"type": ("praktijk", "begrip"), "effect": ("helpt",)}))
    assert sorted(keys(both)) == ["a", "c"]


def test_a_filter_does_not_change_the_score(engine: Engine) -> None:
    engine.write([document("a", "brief", facets={"type": ("begrip",)})], [])
    plain = engine.search(asking("brief")).hits[0].score
    assert engine.search(asking("brief", filters={"type": ("begrip",)})).hits[0].score == pytest.approx(plain)


def test_order_and_pages(engine: Engine) -> None:
    engine.write([document("a", "brief", title="zon", days=2), document("b", "brief", title="aap", days=1)], [])
    assert keys(engine.search(asking("brief", sort=SORT_NEWEST))) == ["a", "b"]
    assert keys(engine.search(asking("brief", sort=SORT_TITLE))) == ["b", "a"]
    second = engine.search(asking("brief", sort=SORT_TITLE, offset=1, limit=1))
    assert (keys(second), second.total) == (["a"], 2)


def test_without_concepts_everything_that_fits_is_there(engine: Engine) -> None:
    engine.write([document("a"), document("b", visible_to=frozenset({"member"}))], [])
    assert keys(engine.search(asking())) == ["a"]


def test_writing_again_replaces_and_writing_twice_changes_nothing(engine: Engine) -> None:
    engine.write([document("a", "oud")], [])
    for _ in range(2):
        engine.write([document("a", "nieuw", version=2)], [])
    assert engine.search(asking("oud")).total == 0
    (hit,) = engine.search(asking("nieuw")).hits
    assert (hit.key, hit.version) == ("a", 2)


def test_what_is_gone_is_not_found(engine: Engine) -> None:
    engine.write([document("a", "brief")], [])
    engine.write([], ["a", "never-there"])
    assert engine.search(asking("brief")).total == 0


def test_the_text_comes_back_as_it_was_written(engine: Engine) -> None:
    engine.write([document("a", "brief", raw_text="Eén «brief»\nen nog één.")], [])
    assert engine.raw_texts(["a", "b"]) == {"a": "Eén «brief»\nen nog één."}
    assert engine.raw_texts([]) == {}


def test_a_fresh_index_takes_over_in_one_step(engine: Engine) -> None:
    engine.write([document("old", "brief")], [])
    before = engine.info().name
    fresh = engine.start_fresh("2", frozenset({"wiel"}))
    fresh.write([document("new", "brief")], [])
    assert keys(engine.search(asking("brief"))) == ["old"]
    fresh.activate()
    assert keys(engine.search(asking("brief"))) == ["new"]
    info = engine.info()
    assert (info.analysis, info.vocabulary) == ("2", frozenset({"wiel"}))
    assert info.name != before


@pytest.mark.parametrize("odd", ["", '"', "a b", "ünï", "x" * 500, "AND", "*", "\\"])
def test_no_term_is_an_error(engine: Engine, odd: str) -> None:
    engine.write([document("a", "brief")], [])
    assert engine.search(asking(odd, "brief")).total == 1
