"""While causes are named the desk says what was seen before: how often, and what was tried for it."""

import pytest

from learningdialogues import seen
from network import registry
from network.models import Item, Link
from tests.learningdialogues.factories import at_desk, dialogue_at

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
