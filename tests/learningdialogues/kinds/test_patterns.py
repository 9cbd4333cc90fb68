"""While causes are named the desk says what was seen before: how often, and what was tried for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learningdialogues import seen
from network import registry
from network.models import Item, Link
from tests.learningdialogues.factories import at_desk, dialogue_at
from tests.learningdialogues.kinds.people import Desk, Person, again

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(monkeypatch):
    """A pattern with two practices, one of which only members may see."""
    for key, kind, who in (
        ("pat-brief", "patroon", "public"),
        ("bp-bellen", "praktijk", "public"),
        ("bp-intern", "praktijk", "member"),
    ):
        Item.objects.create(key=key, kind=kind, title=f"Over {key}", url=f"/k/{key}", visibility=f" {who} ")
    for key in ("bp-bellen", "bp-intern"):
        Link.objects.create(source_id=key, target_id="pat-brief", relation="related")
    pattern = Item.objects.get(pk="pat-brief")
    monkeypatch.setattr(registry, "_seen_before", [lambda text, tokens: [pattern] if "brief" in text else []])
    monkeypatch.setitem(registry.marks, "patroon", lambda keys: dict.fromkeys(keys, "in 6 van 20 leerdialogen"))
    monkeypatch.setitem(registry.marks, "praktijk", lambda keys: dict.fromkeys(keys, "niet voortgezet"))


def test_what_was_seen_comes_with_how_often_and_with_the_practices_that_anybody_may_see(library):
    (of_letters, of_nothing) = seen.seen_before(["Een brief zonder datum", "Iets heel anders"])
    assert [(item.pk, marks) for item, marks in of_letters.items] == [("pat-brief", "in 6 van 20 leerdialogen")]
    assert [(row.key, marks) for row, marks in of_letters.practices] == [("bp-bellen", "niet voortgezet")]
    assert of_nothing.items == of_nothing.practices == ()


def test_the_desk_shows_it_and_links_the_cause(library, client):
    step, _people = dialogue_at("patterns", people=5)
    at_desk(step, "oorzaak", naam="Een brief zonder datum", soort="systeem")
    client.force_login(step.dialogue.facilitator)
    page = client.get(step.dialogue.get_absolute_url()).content.decode()
    for words in ("Eerder gezien", "in 6 van 20 leerdialogen", "Over bp-bellen", "niet voortgezet"):
        assert words in page
    assert "Over bp-intern" not in page
    cause = step.entries.get()
    client.post(f"/leerdialogen/{step.dialogue_id}/stap/{step.pk}/koppel/", {"id": cause.pk, "sleutel": "pat-brief"})
    cause.refresh_from_db()
    assert cause.data["item_keys"] == ["pat-brief"]


def test_everybody_in_the_room_sees_it_too_and_only_what_is_public(library):
    step, people = dialogue_at("patterns", people=5, kinds=("patterns", "reflect"))
    desk, visitor = Desk(step), Person(step, people[0])
    assert desk.act("oorzaak", naam="Een brief zonder datum", soort="systeem").status_code == 302
    for page in (visitor.page(), desk.page("scherm/")):
        (found,) = page.select(".seen")
        text = found.get_text(" ")
        for words in ("We hebben dit eerder gezien", "in 6 van 20 leerdialogen", "Over bp-bellen", "niet voortgezet"):
            assert words in text
        assert "bp-intern" not in text
        assert all("noreferrer" in link["rel"] for link in found.select("a"))
    cause = step.entries.get()
    fields = {"id": str(cause.pk), "naam": "Iets heel anders", "soort": "systeem"}
    assert desk.act("wijzig-oorzaak", **fields).status_code == 302
    assert not visitor.page().select(".seen"), "other words, seen anew"


def test_a_request_from_the_room_does_not_touch_the_library_for_it(library):
    step, people = dialogue_at("patterns", people=5, kinds=("patterns", "reflect"))
    at_desk(step, "oorzaak", naam="Een brief zonder datum", soort="systeem")
    with CaptureQueriesContext(connection) as queries:
        assert Person(step, people[0]).page().select(".seen")
    assert not [query["sql"] for query in queries if "network_" in query["sql"] or "search" in query["sql"]]


def test_what_was_seen_does_not_stay_in_the_result(library):
    step, _people = dialogue_at("patterns", people=5, kinds=("patterns", "reflect"))
    desk = Desk(step)
    desk.act("oorzaak", naam="Een brief zonder datum", soort="systeem")
    desk.close()
    step.refresh_from_db()
    assert step.result["causes"][0]["title"] == "Een brief zonder datum"
    assert "seen" not in step.result["causes"][0]


def test_a_linked_item_that_is_not_public_any_more_is_not_shown_in_the_room(library):
    step, people = dialogue_at("patterns", people=5, kinds=("patterns", "reflect"))
    at_desk(step, "oorzaak", naam="Een rekening", soort="systeem")
    at_desk(step, "koppel", id=step.entries.get().pk, sleutel="pat-brief")
    assert "Over pat-brief" in Person(step, people[0]).text()
    Item.objects.filter(pk="pat-brief").update(visibility=" member ")
    assert "Over pat-brief" not in Person(again(step), people[0]).text()
