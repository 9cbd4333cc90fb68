"""Who may lead a dialogue about a case: nobody who read it for others, and while it is unread nobody of elsewhere."""

import pytest

from learningdialogues import cases, facilitation, permissions
from learningdialogues.models import Subject
from learningdialogues.rounds import NotAccepted
from network.models import Role
from tests.learningdialogues.factories import NOW, case, prepared
from tests.network.factories import organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ELSEWHERE = "Gemeente Waterdorp"


@pytest.fixture
def brought():
    return case()


@pytest.fixture
def dialogue(brought):
    return prepared("gather", "reflect", case=brought)


@pytest.fixture
def reader():
    """Somebody who may read cases for the organisation and lead dialogues in it."""
    found = person(Role.SECOND_READER)
    found.memberships.create(organisation=organisation(), role=Role.FACILITATOR)
    return found


def act(client, dialogue, name, **fields):
    client.force_login(dialogue.facilitator)
    return client.post(f"/leerdialogen/{dialogue.pk}/doe/{name}/", {k.replace("_", "-"): v for k, v in fields.items()})


def confirmations(**more):
    return {"geen_procedure": "ja", "leiding_akkoord": "ja"} | more


def test_while_the_case_is_unread_nobody_of_another_organisation_leads_along(client, dialogue):
    stranger = person(Role.FACILITATOR, organisation(ELSEWHERE))
    response = act(client, dialogue, "begeleider-erbij", email=stranger.email)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Nog niemand anders heeft het verhaal gelezen." in page and stranger.email in page
    assert not dialogue.co_facilitators.exists()
    colleague = person(Role.FACILITATOR)
    assert act(client, dialogue, "begeleider-erbij", email=colleague.email).status_code == 302


def test_once_the_case_was_read_somebody_of_another_organisation_leads_along(client, dialogue, brought, reader):
    cases.confirm(brought, by=reader)
    stranger = person(Role.FACILITATOR, organisation(ELSEWHERE))
    assert act(client, dialogue, "begeleider-erbij", email=stranger.email).status_code == 302


def test_a_door_stays_closed_for_an_unread_case_when_one_who_leads_is_of_elsewhere(dialogue):
    dialogue.co_facilitators.add(person(Role.FACILITATOR, organisation(ELSEWHERE)))
    with pytest.raises(NotAccepted):
        facilitation.open_room(dialogue, at=NOW)


def test_an_unread_case_is_not_handed_over_to_another_organisation(dialogue):
    facilitation.open_room(dialogue, at=NOW)
    with pytest.raises(NotAccepted):
        facilitation.lead_changes_to(dialogue, person(Role.FACILITATOR, organisation(ELSEWHERE)), at=NOW)


def test_who_leads_along_does_not_read_the_case_for_others(dialogue, brought, reader):
    dialogue.co_facilitators.add(reader)
    assert not permissions.may_read_case_second(reader, brought)
    with pytest.raises(NotAccepted):
        cases.confirm(brought, by=reader)


@pytest.mark.parametrize("act_name", ["leads along", "takes over", "opens"])
def test_who_read_the_case_for_others_does_not_lead_it(client, dialogue, brought, reader, act_name):
    cases.confirm(brought, by=reader)
    if act_name == "leads along":
        response = act(client, dialogue, "begeleider-erbij", email=reader.email)
    elif act_name == "takes over":
        client.force_login(reader)
        response = client.post(f"/leerdialogen/{dialogue.pk}/overnemen/", {"reden": "Ziek."})
        assert "Ziek." in response.content.decode()
    else:
        dialogue.co_facilitators.add(reader)
        response = act(client, dialogue, "open", **confirmations())
    assert response.status_code == 422
    assert "als tweede lezer" in response.content.decode()
    dialogue.refresh_from_db()
    assert dialogue.facilitator != reader
    assert dialogue.status == "draft"


def test_a_dialogue_is_not_handed_over_to_who_read_the_case_for_others(client, dialogue, brought, reader):
    cases.confirm(brought, by=reader)
    dialogue.co_facilitators.add(reader)
    assert act(client, dialogue, "draag-over", email=reader.email).status_code == 422
    dialogue.refresh_from_db()
    assert dialogue.facilitator != reader


@pytest.mark.parametrize("changed", ["story", "title", "want_to_learn", "another subject", "nothing"])
def test_a_text_that_the_second_reader_did_not_read_opens_to_others_when_somebody_else_did(
    client, dialogue, brought, reader, changed
):
    cases.confirm(brought, by=reader)
    dialogue.organisations.add(organisation(ELSEWHERE))
    if changed == "story":
        dialogue.subjects.update(text="Iemand las de brief niet en werkte bij de bakker.")
    elif changed == "another subject":
        Subject.objects.create(dialogue=dialogue, title="De brief", text="Uw uitkering stopt.", position=2)
    elif changed != "nothing":
        setattr(dialogue, changed, "Wat de bakker zag")
        dialogue.save()
    response = act(client, dialogue, "open", **confirmations())
    if changed == "nothing":
        assert response.status_code == 302
        return
    assert response.status_code == 422
    page = response.content.decode()
    assert "Het verhaal is anders dan wat de tweede lezer las." in page and 'name="verhaal-gelezen"' in page
    assert act(client, dialogue, "open", **confirmations(verhaal_gelezen="ja")).status_code == 302


def test_a_changed_story_stays_in_its_own_organisation_without_that(client, dialogue, brought, reader):
    cases.confirm(brought, by=reader)
    dialogue.subjects.update(text="Iemand las de brief niet en werkte bij de bakker.")
    stranger = person(Role.FACILITATOR, organisation(ELSEWHERE))
    assert act(client, dialogue, "begeleider-erbij", email=stranger.email).status_code == 422
    assert act(client, dialogue, "open", **confirmations()).status_code == 302
