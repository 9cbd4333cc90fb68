"""Searching as a visitor: what is found, in which order, and what nobody may notice."""

import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network import registry
from network.models import Item, Link
from search.engines.interface import Engine
from search.indexing import drain_all, rebuild
from search.searching import Results, search
from tests.search.factories import ambassador, practice, term, theory

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "member"})


def titles(results: Results) -> list[str]:
    return [row.item.title for row in results.rows]


def counts(results: Results, name: str) -> dict[str, int]:
    return {value.value: value.count for facet in results.facets if facet.name == name for value in facet.values}


def text_of(results: Results) -> str:
    (row,) = results.rows
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in row.fragment)


def test_forms_compounds_and_synonyms_lead_to_the_same_thing(engine: Engine) -> None:
    theory("Brieven van de uitkeringsontvanger")
    theory("Ontvangers")
    term("No-show", synonyms=("wegblijven",))
    rebuild(engine)
    assert titles(search("brief", tokens=PUBLIC)) == ["Brieven van de uitkeringsontvanger"]
    assert "Brieven van de uitkeringsontvanger" in titles(search("ontvanger", tokens=PUBLIC))
    found = search("wegblijven", tokens=PUBLIC)
    assert titles(found) == ["No-show"]
    assert [word.lower() for word in found.question.also] == ["no-show"]


def test_only_my_own_words_leaves_out_what_i_did_not_type(engine: Engine) -> None:
    term("No-show", synonyms=("wegblijven",))
    theory("Wegblijven")
    rebuild(engine)
    assert len(titles(search("noshow", tokens=PUBLIC))) == 2
    found = search("noshow", tokens=PUBLIC, is_literal=True)
    assert (titles(found), found.question.also) == (["No-show"], ())


def test_a_typing_error_is_mended_and_the_better_question_offered(engine: Engine) -> None:
    theory("Inlichtingenplicht")
    rebuild(engine)
    found = search("inlichtigenplicht", tokens=PUBLIC)
    assert titles(found) == ["Inlichtingenplicht"]
    assert found.question.better == "inlichtingenplicht"


def test_a_typing_error_is_never_mended_into_a_word_that_one_may_not_see(engine: Engine) -> None:
    ambassador("Inlichtingenplicht", "member")
    rebuild(engine)
    assert search("inlichtigenplicht", tokens=PUBLIC).question.better == ""
    assert search("inlichtigenplicht", tokens=MEMBER).question.better == "inlichtingenplicht"


def test_quotes_ask_for_a_phrase_and_minus_leaves_out(engine: Engine) -> None:
    theory("Eigen regie")
    theory("Regie op eigen kracht")
    rebuild(engine)
    assert titles(search('"eigen regie"', tokens=PUBLIC)) == ["Eigen regie"]
    assert titles(search("regie -kracht", tokens=PUBLIC)) == ["Eigen regie"]


def test_the_exact_title_and_the_key_come_first(engine: Engine) -> None:
    theory("Boete", summary="Een straf.")
    for number in range(3):
        theory(f"Boete op boete {number}", summary="boete boete boete")
    rebuild(engine)
    assert titles(search("boete", tokens=PUBLIC))[0] == "Boete"
    assert titles(search("theorie-boete", tokens=PUBLIC))[0] == "Boete"


def test_what_is_linked_with_a_good_hit_is_lifted(engine: Engine) -> None:
    theory("Merel", summary="Over schaarste en geld.")
    linked = theory("Zwaluw", summary="Over schaarste en geld.")
    best = theory("Schaarste", summary="Schaarste.")
    Link.objects.create(source_id=best.key, target_id=linked.key)
    rebuild(engine)
    assert titles(search("schaarste", tokens=PUBLIC)) == ["Schaarste", "Zwaluw", "Merel"]


def test_the_fragment_is_the_passage_with_the_words_when_the_summary_has_none(engine: Engine) -> None:
    practice("Bellen", summary="Eerst praten.", what_was_done="Een dag. Wij gaven kaartspellen mee. Nog iets.")
    rebuild(engine)
    assert "[kaartspellen]" in text_of(search("kaartspel", tokens=PUBLIC))
    assert text_of(search("praten", tokens=PUBLIC)) == "Eerst [praten]."


def test_members_find_more_than_strangers_in_hits_totals_and_facets(engine: Engine) -> None:
    ambassador("Ambassadeur zwaluwen", "member")
    theory("Zwaluwen")
    rebuild(engine)
    stranger, member = search("zwaluwen", tokens=PUBLIC), search("zwaluwen", tokens=MEMBER)
    assert (titles(stranger), stranger.total, counts(stranger, "type")) == (["Zwaluwen"], 1, {"theorie": 1})
    assert (member.total, counts(member, "type")) == (2, {"theorie": 1, "ambassadeur": 1})


def test_what_was_hidden_after_indexing_is_gone_at_once_from_hits_totals_and_facets(engine: Engine) -> None:
    profile = ambassador("Ambassadeur zwaluwen", "public")
    theory("Zwaluwen")
    rebuild(engine)
    assert search("zwaluwen", tokens=PUBLIC).total == 2
    profile.consented_at = None
    profile.save()
    found = search("zwaluwen", tokens=PUBLIC)
    assert (titles(found), found.total, counts(found, "type")) == (["Zwaluwen"], 1, {"theorie": 1})


def test_a_text_that_changed_after_indexing_is_not_quoted(engine: Engine) -> None:
    page = practice("Bellen", summary="Eerst praten.", what_was_done="Wij gaven kaartspellen mee.")
    rebuild(engine)
    page.what_was_done = "Niets."
    page.save()
    assert text_of(search("kaartspel", tokens=PUBLIC)) == "Eerst praten."


def test_the_counts_of_a_facet_stay_when_several_values_are_chosen(engine: Engine) -> None:
    theory("Zwaluw een")
    term("Zwaluw twee")
    practice("Zwaluw drie")
    rebuild(engine)
    found = search("zwaluw", tokens=PUBLIC, filters={"type": ("theorie", "begrip")})
    assert found.total == 2
    assert counts(found, "type") == {"theorie": 1, "begrip": 1, "praktijk": 1}
    assert counts(found, "effect") == {}


def test_effect_and_evidence_are_facets_of_practices_that_carry_marks(engine: Engine) -> None:
    practice("Zwaluw een")
    practice("Zwaluw tip", soort="tip")
    rebuild(engine)
    found = search("zwaluw", tokens=PUBLIC)
    assert counts(found, "effect") == {"gemengd": 1}
    assert counts(found, "bewijs") == {"praktijkervaring": 1}


def test_when_search_is_down_titles_are_searched_with_the_same_visibility(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    theory("Zwaluwen tellen")
    theory("Andere vogels")
    ambassador("Ambassadeur zwaluwen", "member")
    found = search("de zwaluwen", tokens=PUBLIC)
    assert found.is_fallback
    assert titles(found) == ["Zwaluwen tellen"]
    assert len(titles(search("zwaluwen", tokens=MEMBER))) == 2
    assert titles(search("zwaluwen", tokens=MEMBER, filters={"type": ("theorie",)})) == ["Zwaluwen tellen"]


def test_a_damaged_index_is_the_same_as_none(engine: Engine, settings: Any) -> None:
    theory("Zwaluwen")
    rebuild(engine)
    for path in settings.SEARCH_INDEX_DIR.glob("*/meta.json"):
        path.write_text("{")
    engine._open = None  # type: ignore[attr-defined]
    assert search("zwaluwen", tokens=PUBLIC).is_fallback


def test_the_number_of_queries_does_not_grow_with_the_results(
    engine: Engine, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        theory(f"Zwaluw {number}")
    rebuild(engine)
    search("zwaluw", tokens=PUBLIC)
    with django_assert_max_num_queries(6):
        assert len(search("zwaluw", tokens=PUBLIC, limit=40).rows) == 40


@pytest.mark.parametrize(
    "odd", ['"', '""', "-", "- -", "'", "\\", "*", "AND OR", "(", "\x00", "‮", "😀", "x" * 10_000, "wat", "de het een"]
)
def test_nothing_that_can_be_typed_is_an_error(engine: Engine, odd: str) -> None:
    theory("Zwaluwen")
    rebuild(engine)
    assert search(odd, tokens=PUBLIC).total == 0


TOKENS = ("public", "member", "org:org-a", "role:editor")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    visibilities=st.lists(st.sets(st.sampled_from(TOKENS), max_size=2), min_size=1, max_size=5),
    mine=st.sets(st.sampled_from(TOKENS)),
)
def test_nobody_notices_what_they_may_not_see(engine: Engine, visibilities: list[set[str]], mine: set[str]) -> None:
    Item.objects.all().delete()
    for number, tokens in enumerate(visibilities):
        thing = theory(f"Zwaluw vogel{number}", key=f"theorie-zwaluw-{number}")
        Item.objects.filter(pk=thing.key).update(visibility=f" {' '.join(sorted(tokens))} ", version=2)
    drain_all(engine)
    found = search("zwaluw", tokens=frozenset(mine))
    allowed = sum(bool(tokens & (mine | {"public"})) for tokens in visibilities)
    assert (len(found.rows), found.total, sum(counts(found, "type").values())) == (allowed, allowed, allowed)
    for number, tokens in enumerate(visibilities):
        assert (search(f"vogel{number}", tokens=frozenset(mine)).total > 0) == bool(tokens & (mine | {"public"}))
        type(theory_of(number)).objects.filter(key=f"theorie-zwaluw-{number}").delete()
    drain_all(engine)


def theory_of(number: int) -> Any:
    from bestpractices.models import Theory

    return Theory.objects.get(key=f"theorie-zwaluw-{number}")


def test_seen_before_knows_similar_things_and_keeps_silent(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    theory("Vergeten inkomsten", summary="Mensen vergeten een bijbaan door te geven.")
    theory("Zwaluwen")
    ambassador("Ambassadeur bijbaan", "member")
    rebuild(engine)
    story = "Een vrouw met bijstand had een bijbaan en vergat haar inkomsten op te geven. " * 80
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        seen = registry.seen_before(story, PUBLIC)
    assert [item.title for item in seen] == ["Vergeten inkomsten"]
    assert caplog.text == ""
    assert len(registry.seen_before(story, MEMBER)) == 2
    assert registry.seen_before("", PUBLIC) == []


def test_seen_before_is_silent_when_search_is_down(engine: Engine) -> None:
    theory("Vergeten inkomsten")
    assert registry.seen_before("vergeten", PUBLIC) == []
