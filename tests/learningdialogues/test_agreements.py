"""Agreements go on after the report, and what is open comes back in the next dialogue of the series."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learningdialogues import agreements, facilitation
from learningdialogues.models import Agreement, Dialogue
from learningdialogues.rounds import NotAccepted
from network.models import Role
from tests.learningdialogues.factories import NOW, at_desk, current, dialogue_at, enter, prepared
from tests.learningdialogues.test_room_tables import TABLES_OF_A_ROOM, tables_of
from tests.network.factories import organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SERIES = "Brieven"


def closed(*what: str, series: str = SERIES, **details) -> Dialogue:
    """A closed dialogue of the series with an agreement for each of ``what``."""
    step, _people = dialogue_at("actions", people=5, kinds=("actions",), series=series, **details)
    for one in what:
        at_desk(step, "afspraak", wat=one, wie="team brieven", datum="2027-03-02")
    facilitation.close(current(step.dialogue).dialogue, at=NOW)
    return Dialogue.objects.get(pk=step.dialogue_id)


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def path_of(agreement: Agreement) -> str:
    return f"/leerdialogen/{agreement.dialogue_id}/verslag/afspraak/{agreement.pk}/"


@pytest.mark.parametrize("state", Agreement.State.values)
def test_who_leads_keeps_the_state_on_the_report_page(state):
    dialogue = closed("Brief herschrijven")
    agreement, client = dialogue.agreements.get(), browser(dialogue.facilitator)
    assert client.post(path_of(agreement), {"stand": state}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == state
    page = client.get(f"/leerdialogen/{dialogue.pk}/verslag/").content.decode()
    assert f'<option value="{state}" selected>' in page


def test_a_co_facilitator_may_too_and_the_group_and_the_owner_only_read():
    dialogue = closed("Brief herschrijven")
    code, agreement = facilitation.renew_follow_code(dialogue), dialogue.agreements.get()
    together, colleague = person(Role.FACILITATOR, organisation()), person(Role.FACILITATOR, organisation())
    dialogue.co_facilitators.add(together)
    assert browser(together).post(path_of(agreement), {"stand": "done"}).status_code == 302
    assert browser(colleague).post(path_of(agreement), {"stand": "todo"}).status_code == 403
    group = Client().post("/meedoen/volgen/", {"volgcode": code}).content.decode()
    assert "Brief herschrijven" in group and "Gedaan" in group
    assert 'name="stand"' not in group


def test_a_state_that_does_not_exist_is_refused_in_words():
    dialogue = closed("Brief herschrijven")
    agreement = dialogue.agreements.get()
    page = browser(dialogue.facilitator).post(path_of(agreement), {"stand": "klaar"}, follow=True).content.decode()
    assert "Kies hoe ver de afspraak is." in page
    with pytest.raises(NotAccepted):
        agreements.set_state(agreement, "")


def test_the_state_goes_on_after_the_texts_are_erased():
    dialogue = closed("Brief herschrijven")
    facilitation.erase(dialogue, at=NOW)
    agreement, client = dialogue.agreements.get(), browser(dialogue.facilitator)
    client.post(path_of(agreement), {"stand": "running"})
    agreement.refresh_from_db()
    assert agreement.state == "running"


def test_what_is_open_comes_back_at_the_start_of_the_next_dialogue():
    first = closed("Brief herschrijven", "Proef met bellen", "Al gedaan")
    first.agreements.filter(what="Al gedaan").update(state="done")
    first.agreements.filter(what="Proef met bellen").update(state="running")
    following = prepared("welcome", "gather", facilitator=first.facilitator, series=" brieven ")
    assert [one.what for one in agreements.open_in_series(following)] == ["Brief herschrijven", "Proef met bellen"]
    desk = browser(first.facilitator)
    path = following.get_absolute_url()
    assert "Brief herschrijven" in desk.get(path).content.decode(), "while preparing"
    facilitation.open_room(following, at=NOW)
    enter(following)
    waiting = participant(following)
    assert "Brief herschrijven" in waiting.get(f"/meedoen/{following.pk}/").content.decode(), "while waiting"
    facilitation.start(following, at=NOW)
    seen = waiting.get(f"/meedoen/{following.pk}/").content.decode()
    assert "Proef met bellen" in seen and "Al gedaan" not in seen
    assert 'name="stand"' not in seen
    assert "Proef met bellen" in desk.get(f"{path}scherm/").content.decode()


def participant(dialogue) -> Client:
    client = Client()
    client.post("/meedoen/", {"code": Dialogue.objects.get(pk=dialogue.pk).code}, follow=True)
    return client


def test_what_comes_back_touches_only_tables_of_the_room():
    first = closed("Brief herschrijven")
    following = prepared("welcome", facilitator=first.facilitator, series=SERIES)
    facilitation.open_room(following, at=NOW)
    browser_inside = participant(following)
    with CaptureQueriesContext(connection) as queries:
        assert "Brief herschrijven" in browser_inside.get(f"/meedoen/{following.pk}/").content.decode()
    assert tables_of(queries) <= TABLES_OF_A_ROOM | {"learningdialogues_agreement"}


def test_the_group_says_at_the_desk_how_far_an_agreement_is():
    first = closed("Brief herschrijven")
    step, _people = dialogue_at(
        "welcome", people=5, kinds=("welcome", "gather"), facilitator=first.facilitator, series=SERIES
    )
    agreement, desk = first.agreements.get(), browser(first.facilitator)
    path = f"/leerdialogen/{step.dialogue.pk}/stap/{step.pk}/stand/"
    assert path in desk.get(step.dialogue.get_absolute_url()).content.decode()
    assert desk.post(path, {"id": agreement.pk, "stand": "done"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == "done"
    assert desk.post(path, {"id": agreement.pk, "stand": "todo"}).status_code == 422, "it is not open any more"


@pytest.mark.parametrize(
    ("series", "same_place", "same_person", "comes_back"),
    [
        (SERIES, True, True, True),
        (SERIES, True, False, True),
        (SERIES, False, False, False),
        ("Anders", True, True, False),
        ("", True, True, False),
    ],
)
def test_a_series_counts_within_one_organisation_or_for_one_facilitator(series, same_place, same_person, comes_back):
    first = closed("Brief herschrijven", series=series if not series else SERIES)
    where = first.organisation if same_place else organisation("Gemeente Waterdorp")
    by = first.facilitator if same_person else person(Role.FACILITATOR, where)
    following = prepared("welcome", facilitator=by, series=series)
    assert agreements.open_in_series(following).exists() is comes_back


def test_agreements_of_a_rehearsal_do_not_come_back():
    first = closed("Brief herschrijven", is_rehearsal=True)
    following = prepared("welcome", facilitator=first.facilitator, series=SERIES)
    assert not agreements.open_in_series(following).exists()
