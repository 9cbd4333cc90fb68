"""The rows of docs/visibility.md about cases, dialogues, reports and proposals, tried over HTTP."""

import pytest
from django.test import Client

from learningdialogues import facilitation
from learningdialogues.models import Case, Dialogue, PatternProposal, RouteAdvice
from network.drafting import draft_recommendation
from network.models import DraftRecommendation, Role, User
from tests.learningdialogues.factories import NOW, at_desk, case, current, dialogue_at, prepared
from tests.network.factories import organisation, person
from tests.visibility_table import STRANGER, everybody

pytestmark = pytest.mark.django_db

OTHER = "Gemeente Waterdorp"


STORY = "Iemand las de brief niet."


def browser_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def someone(who: str, where: str) -> User | None:
    """A person in the role ``who`` at ``where``; nobody for a stranger."""
    return None if who == STRANGER else person(who, organisation(where))


def status_for(who: str, path: str, where: str) -> int:
    """What ``who`` (a role at ``where``, or a stranger) gets for ``path``."""
    return browser_of(someone(who, where)).get(path).status_code


def close_with_a_pattern() -> tuple[PatternProposal, str]:
    """What a dialogue proposed when it closed, and its follow code."""
    step, _people = dialogue_at("patterns", people=1, kinds=("patterns",), case=case())
    at_desk(step, "oorzaak", naam="Brieven zonder datum", soort="systeem", is_patroon="ja")
    code = facilitation.close(current(step.dialogue).dialogue, at=NOW)
    return PatternProposal.objects.get(), code


def closed_dialogue() -> PatternProposal:
    return close_with_a_pattern()[0]


@everybody("case")
def test_a_case_is_seen_by_who_the_table_says(who, word):
    path = case().get_absolute_url()
    own, elsewhere = status_for(who, path, "Gemeente Voorbeeldstad"), status_for(who, path, OTHER)
    assert (own == 200) is (word == "own")
    assert elsewhere != 200


@everybody("case")
def test_a_case_is_seen_by_its_owner_and_by_who_leads_a_dialogue_on_it(who, word):
    user = someone(who, OTHER)
    theirs, led = case(), case()
    dialogue = prepared("gather", case=led)
    assert (user is None) is (word == "no")
    assert {browser_of(user).get(one.get_absolute_url()).status_code == 200 for one in (theirs, led)} == {False}
    if user is not None:
        Case.objects.filter(pk=theirs.pk).update(owner=user)
        Dialogue.objects.filter(pk=dialogue.pk).update(facilitator=user)
        for one in (theirs, led):
            page = browser_of(user).get(one.get_absolute_url())
            assert page.status_code == 200
            assert STORY in page.content.decode()


@everybody("dialogue")
def test_a_room_opens_for_who_came_in_with_its_code(who, word):
    step, _people = dialogue_at("gather", people=1)
    room = f"/meedoen/{step.dialogue.pk}/"
    browser = browser_of(someone(who, OTHER))
    for page in (room, f"{room}deel/", f"{room}eigen/"):
        answer = browser.get(page)
        assert answer.status_code != 200 or step.question not in answer.content.decode(), page
    browser.post(f"{room}binnen/", {"code": step.dialogue.code})
    assert word == "part"
    assert step.question in browser.get(room).content.decode()


@everybody("dialogue")
def test_a_desk_opens_for_whoever_leads_and_for_nobody_else(who, word):
    dialogue, user = prepared("gather"), someone(who, OTHER)
    desk = dialogue.get_absolute_url()
    assert browser_of(user).get(desk).status_code != 200
    if user is not None:
        Dialogue.objects.filter(pk=dialogue.pk).update(facilitator=user)
        assert browser_of(user).get(desk).status_code == 200


@everybody("dialogue")
def test_the_desk_of_a_dialogue_opens_for_its_facilitator_only(who, word):
    step, _people = dialogue_at("gather", people=1)
    path = step.dialogue.get_absolute_url()
    assert word == "part"
    assert status_for(who, path, "Gemeente Voorbeeldstad") != 200
    client = Client()
    client.force_login(step.dialogue.facilitator)
    for page in (path, f"{path}deel/", f"{path}scherm/"):
        assert client.get(page).status_code == 200, page


@everybody("report")
def test_a_report_is_for_the_group_its_facilitator_and_who_brought_in_the_case(who, word):
    dialogue = closed_dialogue().dialogue
    path = f"{dialogue.get_absolute_url()}verslag/"
    assert word == "part"
    assert status_for(who, path, "Gemeente Voorbeeldstad") != 200
    for reader in (dialogue.facilitator, dialogue.case.owner):
        client = Client()
        client.force_login(reader)
        assert client.get(path).status_code == 200


@everybody("report")
def test_a_report_opens_for_the_group_with_its_follow_code(who, word):
    proposal, code = close_with_a_pattern()
    browser = browser_of(someone(who, OTHER))
    wrong = browser.post("/meedoen/volgen/", {"volgcode": "niet-die-code"}, follow=True).content.decode()
    assert proposal.title not in wrong
    right = browser.post("/meedoen/volgen/", {"volgcode": code}, follow=True).content.decode()
    assert (proposal.title in right) is (word == "part")


@everybody("proposal")
def test_a_proposal_is_seen_by_whoever_made_it(who, word):
    proposal, user = closed_dialogue(), someone(who, OTHER)
    assert (user is None) is (word == "no")
    PatternProposal.objects.filter(pk=proposal.pk).update(proposed_by=user or proposal.proposed_by)
    seen = browser_of(user).get(proposal.get_absolute_url()).status_code == 200
    assert seen is (user is not None)


@everybody("proposal")
def test_a_proposal_is_read_by_second_readers_everywhere_and_by_who_made_it(who, word):
    proposal = closed_dialogue()
    path = proposal.get_absolute_url()
    assert (status_for(who, path, OTHER) == 200) is (word == "yes")
    client = Client()
    client.force_login(proposal.proposed_by)
    assert client.get(path).status_code == 200
    assert client.post(path, {"besluit": "nieuw", "title": "X", "summary": "Y"}).status_code == 403


@pytest.mark.parametrize("role", [Role.READER, Role.PROFESSIONAL, Role.SECOND_READER])
def test_only_a_facilitator_starts_a_dialogue(role):
    assert status_for(role, "/leerdialogen/nieuw/", "Gemeente Voorbeeldstad") == 403


def test_a_reader_brings_in_no_case():
    assert status_for(Role.READER, "/buikpijncasus/", "Gemeente Voorbeeldstad") == 403


def draft_of(user: User) -> DraftRecommendation:
    return draft_recommendation(
        title="Zet de datum bovenaan",
        cause="Brieven zonder datum",
        route="team",
        quarter="2026-K4",
        by=user,
        organisation=organisation(OTHER),
    )


@everybody("draft recommendation")
def test_a_draft_recommendation_is_read_by_who_settles_it(who, word):
    path = draft_of(person(Role.FACILITATOR, organisation("Gemeente Heuveldam"))).get_absolute_url()
    assert (status_for(who, path, OTHER) == 200) is (word == "yes")


@everybody("draft recommendation")
def test_a_draft_recommendation_is_read_by_who_proposed_it(who, word):
    user = someone(who, OTHER)
    path = draft_of(user or person(Role.FACILITATOR, organisation(OTHER))).get_absolute_url()
    assert (browser_of(user).get(path).status_code == 200) is (word != "no")


@everybody("route advice")
def test_the_line_of_an_organisation_is_seen_by_its_members_only(who, word):
    RouteAdvice.objects.create(organisation=organisation(OTHER), route="team", text="Bel het spreekuur van Waterdorp.")
    path = "/leerdialogen/welke-stap/team/"
    own = browser_of(someone(who, OTHER)).get(path).content.decode()
    elsewhere = browser_of(someone(who, "Gemeente Heuveldam")).get(path).content.decode()
    assert ("spreekuur van Waterdorp" in own) is (word == "own")
    assert "spreekuur van Waterdorp" not in elsewhere
