"""The outbox: what was saved is found, what is gone is not, whatever dies in between."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command

from network.models import Item, Link
from search import indexing
from search.engines.interface import Engine
from search.indexing import drain, drain_all, pending, rebuild, status
from search.models import Indexed
from search.searching import search
from tests.search.factories import ambassador, practice, term, theory

PUBLIC = frozenset({"public"})


def found(text: str, tokens: frozenset[str] = PUBLIC) -> list[str]:
    return [row.item.title for row in search(text, tokens=tokens).rows]


def test_the_first_drain_makes_the_index(engine: Engine) -> None:
    theory("Schaarstetheorie")
    assert status() == {"search": "down", "queue": None}
    drain_all(engine)
    assert found("schaarstetheorie") == ["Schaarstetheorie"]
    assert status() == {"search": "ok", "queue": 0}


def test_a_save_is_found_after_the_next_drain_and_the_old_words_are_gone(engine: Engine) -> None:
    thing = theory("Schaarste")
    drain_all(engine)
    thing.title = "Overvloed"
    thing.save()
    assert status()["queue"] == 1
    drain_all(engine)
    assert (found("overvloed"), found("schaarste")) == (["Overvloed"], [])


def test_every_text_of_a_thing_is_found_but_never_a_contact_address(engine: Engine) -> None:
    practice("Bellen", what_was_done="Medewerkers oefenden met kaartspellen.")
    term("No-show", synonyms=("wegblijvers",))
    ambassador("Ambassadeur brieven", "public")
    drain_all(engine)
    assert found("kaartspel") == ["Bellen"]
    assert found("wegblijvers") == ["No-show"]
    assert found("brieven") == ["Ambassadeur brieven"]
    assert found("vraagbaak@voorbeeld.example") == []


def test_a_neighbour_is_found_by_the_title_it_is_linked_with_until_that_changes(engine: Engine) -> None:
    one, other = theory("Kwikstaart"), theory("Wiel")
    Link.objects.create(source_id=one.key, target_id=other.key)
    rebuild(engine)
    assert sorted(found("kwikstaart")) == ["Kwikstaart", "Wiel"]
    one.title = "Merel"
    one.save()
    Link.objects.get_or_create(source_id=one.key, target_id=other.key)
    drain_all(engine)
    assert found("kwikstaart") == []


def test_a_deleted_thing_leaves_the_index_its_neighbours_and_then_the_table_of_items(engine: Engine) -> None:
    one, other = theory("Kwikstaart"), theory("Wiel")
    Link.objects.create(source_id=one.key, target_id=other.key)
    rebuild(engine)
    key = one.key
    one.delete()
    drain_all(engine)
    assert found("kwikstaart") == []
    assert not Item.objects.filter(pk=key).exists()
    assert engine.count("kwikstaart", PUBLIC) == 0


def test_a_draft_is_in_no_index_and_unpublishing_takes_a_page_out(engine: Engine) -> None:
    practice("Geheim plan", live=False)
    page = practice("Open plan")
    drain_all(engine)
    assert found("plan") == ["Open plan"]
    assert engine.count("geheim", frozenset({"public", "member"})) == 0
    page.unpublish()
    assert found("plan") == []
    drain_all(engine)
    assert found("plan") == []
    assert engine.count("plan", PUBLIC) == 0


def test_a_process_that_dies_after_writing_the_index_does_the_batch_again(engine: Engine) -> None:
    rebuild(engine)
    theory("Schaarste")
    with patch.object(indexing, "_remember", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        drain(engine)
    assert pending(engine.info().name).count() == 1
    drain_all(engine)
    assert pending(engine.info().name).count() == 0
    assert found("schaarste") == ["Schaarste"]
    assert search("schaarste", tokens=PUBLIC).total == 1


def test_a_process_that_dies_before_writing_the_index_loses_nothing(engine: Engine) -> None:
    rebuild(engine)
    theory("Schaarste")
    with patch.object(indexing, "_write", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        drain(engine)
    assert found("schaarste") == []
    drain_all(engine)
    assert found("schaarste") == ["Schaarste"]


def test_a_rebuild_lets_the_old_index_answer_until_it_is_done(engine: Engine) -> None:
    theory("Schaarste")
    rebuild(engine)
    answers = []

    def fill(*arguments: Any) -> None:
        answers.append(found("schaarste"))
        write(*arguments)

    write = indexing._write
    before = engine.info().name
    with patch.object(indexing, "_write", side_effect=fill):
        rebuild(engine)
    assert answers == [["Schaarste"]]
    assert engine.info().name != before
    assert found("schaarste") == ["Schaarste"]
    assert set(Indexed.objects.values_list("index", flat=True)) == {engine.info().name}


def test_what_changes_during_a_rebuild_is_brought_up_to_date_after_it(engine: Engine) -> None:
    thing = theory("Schaarste")
    rebuild(engine)

    def change(*arguments: Any) -> list[str]:
        thing.title = "Overvloed"
        thing.save()
        return remember(*arguments)

    remember = indexing._remember
    with patch.object(indexing, "_remember", side_effect=change):
        rebuild(engine)
    drain_all(engine)
    assert (found("overvloed"), found("schaarste")) == (["Overvloed"], [])


def test_what_is_deleted_during_a_rebuild_is_not_in_the_new_index(engine: Engine) -> None:
    thing = theory("Schaarste")
    rebuild(engine)

    def bury(*arguments: Any) -> list[str]:
        Item.objects.filter(pk=thing.key).delete()
        return remember(*arguments)

    remember = indexing._remember
    with patch.object(indexing, "_remember", side_effect=bury):
        rebuild(engine)
    assert engine.count("schaarste", PUBLIC) == 0


def test_another_version_of_the_analysis_means_a_rebuild(engine: Engine) -> None:
    theory("Schaarste")
    drain_all(engine)
    before = engine.info().name
    with patch.object(indexing, "VERSION", "next"):
        drain_all(engine)
    assert engine.info().analysis == "next"
    assert engine.info().name != before


def test_a_lost_index_is_made_again_by_itself(engine: Engine, settings: Any) -> None:
    theory("Schaarste")
    drain_all(engine)
    (settings.SEARCH_INDEX_DIR / "CURRENT").unlink()
    drain_all(engine)
    assert found("schaarste") == ["Schaarste"]


def test_the_number_of_queries_does_not_grow_with_the_batch(engine: Engine, django_assert_max_num_queries: Any) -> None:
    rebuild(engine)
    for number in range(30):
        theory(f"Theorie {number}")
    with django_assert_max_num_queries(15):
        drain(engine)


def test_the_command_says_how_many_items_there_are(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    theory("Schaarste")
    call_command("rebuild_search")
    assert f"{Item.objects.count()} items" in capsys.readouterr().out
