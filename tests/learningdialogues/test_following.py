"""With the follow code: what became of a dialogue, without an account, and only what everybody may see."""

import pytest
from django.test import Client
from django.utils import timezone

from learningdialogues import facilitation, harvest, reports
from learningdialogues.models import Dialogue, PatternPage, Report
from network import drafting, followup
from network.models import Role
from tests.learningdialogues.documents.held import hold
from tests.learningdialogues.factories import NOW
from tests.network.factories import coordinator, organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return hold()


def followed(code: str) -> str:
    answer = Client().post("/meedoen/volgen/", {"volgcode": code})
    assert answer.status_code == 200
    return answer.content.decode()


def sign(dialogue: Dialogue, *, is_shared: bool) -> PatternPage:
    proposal = dialogue.proposals.get()
    proposal.owner_agrees_to_share = is_shared
    return harvest.publish_as_new(proposal, by=person(Role.SECOND_READER, organisation()), at=NOW)


def test_right_after_closing_it_is_a_concept_and_everything_waits(held):
    page = followed(held[1])
    for words in ("Verslag is een concept", "Wacht op een tweede lezer", "Zet de datum bovenaan", "2 afspraken"):
        assert words in page


def test_the_objection_and_its_answer_stand_in_it(held):
    dialogue, code = held
    title = reports.sections_of(dialogue.report)[0]["title"]
    objection = reports.object_to(dialogue.report, passage=title, text="Dat zeiden wij niet.", at=NOW.date())
    reports.keep_passage(objection, answer="Het staat zo op het bord.")
    Report.objects.update(is_final=True)
    page = followed(code)
    for words in ("Dat zeiden wij niet.", "Het staat zo op het bord.", "Verslag is definitief", "1 bezwaar"):
        assert words in page


def test_a_public_pattern_has_a_link_and_one_that_stays_inside_has_none(held):
    dialogue, code = held
    page = sign(dialogue, is_shared=False)
    told = followed(code)
    assert page.item_url() not in told
    assert "voorlopig alleen binnen de organisaties die het zagen" in told
    PatternPage.objects.get(pk=page.pk)
    page.visible_to = "public"
    page.save()
    assert f'href="{page.item_url()}"' in followed(code)


def test_a_merged_proposal_names_the_public_pattern_that_it_strengthens(held):
    page = sign(held[0], is_shared=True)
    dialogue, code = hold()
    harvest.add_occurrence(dialogue.proposals.get(), page, by=person(Role.SECOND_READER, organisation()), at=NOW)
    told = followed(code)
    assert "Versterkt het patroon “Brieven zonder datum”" in told
    assert f'href="{page.item_url()}"' in told


def test_a_recommendation_made_from_it_is_followed_as_far_as_organisations_publish(held):
    dialogue, code = held
    (draft,) = harvest.drafts_of(dialogue)
    by = coordinator()
    text = {"title": "Datum bovenaan", "summary": "Zet de datum bovenaan.", "text": "Dan ziet iedereen hem."}
    made = drafting.accept(draft, **text, addressee="VNG", by=by, at=NOW)
    told = followed(code)
    assert f'href="{made.get_absolute_url()}"' in told
    assert "Nog geen organisatie maakt openbaar wat zij hiermee doet." in told
    followup.adopt(made, by=by, at=NOW)
    for name, is_public in (("Gemeente Waterdorp", True), ("Gemeente Zandlo", False)):
        where = organisation(name)
        laid = followup.assign(made, organisation=where, by=by, at=NOW)
        point = person(Role.FOCAL_POINT, where)
        followup.take_stance(laid, stance="partly", by=point, at=NOW)
        followup.publish(laid, is_public=is_public, by=point, at=NOW)
    told = followed(code)
    assert "Gemeente Waterdorp: deels" in told
    assert "Gemeente Zandlo" not in told


def test_after_erasure_the_code_still_opens_the_report_with_the_proof(held):
    dialogue, code = held
    texts = sum(step.contributions.count() for step in dialogue.steps.all())
    assert texts > 30
    facilitation.erase(dialogue, at=timezone.now())
    page = followed(code)
    assert "Bewijs van wissen" in page
    assert f"<dd>{texts}</dd>" in page
    assert "Bel eerst" in page and "Proef met bellen" in page
    assert "Iemand las de brief niet." not in page
    assert "De teksten van dit deel zijn gewist." in page


def test_the_facilitator_has_the_proof_on_a_page_of_its_own(held, client):
    dialogue, _code = held
    path = f"/leerdialogen/{dialogue.pk}/bewijs/"
    client.force_login(dialogue.facilitator)
    assert client.get(path).status_code == 404, "nothing is erased yet"
    facilitation.erase(dialogue, at=timezone.now())
    assert "Bewijs van wissen" in client.get(path).content.decode()
    assert path in client.get(dialogue.get_absolute_url()).content.decode()
    client.force_login(person(Role.FACILITATOR, organisation()))
    assert client.get(path).status_code == 403


def test_the_page_of_a_dialogue_in_preparation_says_when_texts_are_erased(client):
    from tests.learningdialogues.factories import prepared

    dialogue = prepared("gather", kept_days=90)
    client.force_login(dialogue.facilitator)
    page = client.get(dialogue.get_absolute_url()).content.decode()
    assert "worden 90 dagen na het sluiten gewist" in page
    assert f"wordt alles op {dialogue.erase_on.day} " in page


def test_the_page_of_the_group_takes_few_queries(held, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        followed(held[1])
