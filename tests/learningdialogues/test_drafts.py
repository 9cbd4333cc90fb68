"""A dialogue in preparation is corrected with the form it was made with, or deleted; what was confirmed is asked again.

The tests send what the page shows, as a browser does: what the form loses, they lose.
"""

import pytest
from bs4 import BeautifulSoup

from learningdialogues import cases, facilitation, keys
from learningdialogues.models import Case, Dialogue, Step, Subject
from learningdialogues.preparing import SubjectText
from network.models import Role
from tests.learningdialogues.factories import NOW, case, guide, prepared
from tests.network.factories import organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ELSEWHERE = "Gemeente Waterdorp"
LETTERS = [SubjectText("Herinnering", "U moet nu betalen.", "letter"), SubjectText("Tweede", "Laatste kans.", "letter")]


@pytest.fixture
def dialogue():
    return prepared("gather", "reflect", subjects=LETTERS, series="Top 10", seats=9, want_to_learn="Waarom zo streng?")


@pytest.fixture
def page(client, dialogue):
    client.force_login(dialogue.facilitator)
    return f"{dialogue.get_absolute_url()}wijzigen/"


def filled_in(html) -> dict[str, list[str]]:
    """What a browser would send of the first form of the page, when nobody touched it."""
    form = BeautifulSoup(html, "html.parser").select_one("main form")
    found: dict[str, list[str]] = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        if tag.name == "textarea":
            value = tag.text.removeprefix("\n").replace("\n", "\r\n")
        elif tag.name == "select":
            value = (tag.select_one("option[selected]") or tag.option)["value"]
        elif tag.get("type") in ("checkbox", "radio") and not tag.has_attr("checked"):
            continue
        else:
            value = tag.get("value", "")
        found.setdefault(tag["name"], []).append(value)
    return found


def change(client, page, **fields):
    return client.post(page, filled_in(client.get(page).content) | fields)


def everything(dialogue) -> dict:
    dialogue = Dialogue.objects.get(pk=dialogue.pk)
    names = ("title", "want_to_learn", "seats", "series", "has_experience_expert", "kept_days", "planned_for", "place")
    kept = ("guide_key", "guide_version", "was_on_paper", "no_procedure_runs", "management_agreed", "story_was_read")
    return {name: getattr(dialogue, name) for name in names + kept} | {
        "subjects": [(one.kind, one.title, one.text) for one in dialogue.subjects.all()],
        "organisations": sorted(dialogue.organisations.values_list("pk", flat=True)),
        "steps": list(dialogue.steps.values_list("pk", "title")),
    }


def test_what_nobody_touched_stays_word_for_word_and_confirmed(client, dialogue, page):
    prepared_page = client.get(dialogue.get_absolute_url()).content.decode()
    assert f'href="{page}"' in prepared_page
    Dialogue.objects.filter(pk=dialogue.pk).update(planned_for=NOW, place="Buurthuis", story_was_read=True)
    before = everything(dialogue)
    assert change(client, page).status_code == 302
    assert everything(dialogue) == before


def test_a_draft_is_corrected_with_the_form_it_was_made_with(client, dialogue, page):
    other = person(Role.FACILITATOR, organisation(ELSEWHERE)).memberships.get().organisation
    organisations = [str(dialogue.organisation_id), str(other.pk)]
    answer = change(
        client,
        page,
        title="Brieven over betalen",
        subject_kind="rule",
        subject_title="De regel",
        story="Wie niet betaalt krijgt een boete.",
        want_to_learn="Wat kan anders?",
        seats="6",
        series="Kwartaal",
        has_experience_expert="on",
        organisations=organisations,
        **{"onderwerp-0-title": "Tweede brief", "onderwerp-1-title": "Derde", "onderwerp-1-text": "Wij komen langs."},
    )
    assert answer.status_code == 302
    found = everything(dialogue)
    assert found["subjects"] == [
        ("rule", "De regel", "Wie niet betaalt krijgt een boete."),
        ("letter", "Tweede brief", "Laatste kans."),
        ("case", "Derde", "Wij komen langs."),
    ]
    assert (found["title"], found["want_to_learn"], found["series"]) == (
        "Brieven over betalen",
        "Wat kan anders?",
        "Kwartaal",
    )
    assert (found["seats"], found["has_experience_expert"]) == (6, True)
    assert found["organisations"] == sorted(map(int, organisations))


def test_a_further_subject_is_taken_out(client, dialogue, page):
    assert "Haal dit onderwerp weg" in client.get(page).content.decode()
    change(client, page, **{"onderwerp-0-DELETE": "on"})
    assert [title for _kind, title, _text in everything(dialogue)["subjects"]] == ["Herinnering"]


def test_a_first_subject_that_has_the_title_of_the_dialogue_takes_its_new_title(client):
    dialogue = prepared("gather")
    client.force_login(dialogue.facilitator)
    change(client, f"{dialogue.get_absolute_url()}wijzigen/", title="Brief over geld")
    assert Subject.objects.get().title == "Brief over geld"


@pytest.mark.parametrize(
    "changed",
    [
        {"story": "U hoeft niet te betalen."},
        {"title": "Brief over geld"},
        {"want_to_learn": "Iets anders"},
        {"subject_title": "Aanmaning"},
        {"onderwerp-0-text": "Geen kans."},
        {"onderwerp-0-DELETE": "on"},
    ],
)
def test_what_was_confirmed_is_asked_again_when_the_group_reads_another_text(client, dialogue, page, changed):
    Dialogue.objects.filter(pk=dialogue.pk).update(story_was_read=True)
    answer = client.post(page, filled_in(client.get(page).content) | changed, follow=True)
    found = everything(dialogue)
    assert not (found["no_procedure_runs"] or found["management_agreed"] or found["story_was_read"])
    assert "Bevestig daarom opnieuw" in answer.content.decode()
    assert "checked" not in str(BeautifulSoup(answer.content, "html.parser").select("#openen ~ form input"))


@pytest.mark.parametrize("changed", [{"seats": "5"}, {"series": ""}, {"has_experience_expert": "on"}])
def test_what_the_group_does_not_read_leaves_what_was_confirmed(client, dialogue, page, changed):
    change(client, page, **changed)
    assert everything(dialogue)["no_procedure_runs"] and everything(dialogue)["management_agreed"]


def test_the_guide_and_the_steps_stay_and_the_page_says_so(client, dialogue, page):
    other, before = guide("rank"), everything(dialogue)
    html = client.get(page).content.decode()
    assert 'name="guide"' not in html and "De leidraad blijft" in html
    change(client, page, guide=str(other.pk), was_on_paper="on", title="Iets anders")
    after = everything(dialogue)
    assert [after[name] for name in ("guide_key", "steps", "was_on_paper")] == [
        before[name] for name in ("guide_key", "steps", "was_on_paper")
    ]


@pytest.mark.parametrize("field", ["title", "subject_title", "story", "want_to_learn", "series", "onderwerp-0-text"])
def test_personal_data_stop_a_change_and_nothing_typed_is_lost(client, dialogue, page, field):
    before = everything(dialogue)
    typed = {field: "Bel haar op 06-12345678.", "place": "Zaal 3"}
    refused = change(client, page, **typed)
    assert refused.status_code == 422
    assert everything(dialogue) == before
    left = filled_in(refused.content)
    assert {name: left[name] for name in typed} == {name: [value] for name, value in typed.items()}


def test_a_warning_may_stand(client, dialogue, page):
    typed = {"story": "Mevrouw Jansen vertelde het in maart."}
    refused = change(client, page, **typed)
    assert refused.status_code == 422
    token = refused.context["form"].check.keep_token
    assert change(client, page, **typed, **{"laat-staan": token}).status_code == 302
    assert everything(dialogue)["subjects"][0][2] == typed["story"]


def test_a_door_that_opened_in_the_meantime_keeps_the_preparation_and_what_was_typed(client, dialogue, page):
    fields = filled_in(client.get(page).content) | {"story": "Een heel ander verhaal."}
    facilitation.open_room(dialogue, at=NOW)
    refused = client.post(page, fields)
    assert refused.status_code == 422
    assert "is al open geweest" in refused.content.decode() and "Een heel ander verhaal." in refused.content.decode()
    assert everything(dialogue)["subjects"][0][2] == "U moet nu betalen."
    assert client.get(page).headers["Location"] == dialogue.get_absolute_url()
    assert client.post(f"{dialogue.get_absolute_url()}verwijderen/", {"zeker": "ja"}).status_code == 422
    assert Dialogue.objects.filter(pk=dialogue.pk).exists()


@pytest.mark.parametrize("act", ["wijzigen", "verwijderen"])
def test_only_who_leads_changes_or_deletes_a_draft(client, dialogue, act):
    client.force_login(person(Role.FACILITATOR))
    path = f"{dialogue.get_absolute_url()}{act}/"
    assert {client.get(path).status_code, client.post(path, {"zeker": "ja"}).status_code} == {403}
    assert Dialogue.objects.filter(pk=dialogue.pk).exists()


def test_who_leads_from_elsewhere_reads_a_changed_story_only_after_somebody_else(client):
    brought = case()
    cases.confirm(brought, by=person(Role.SECOND_READER))
    dialogue = prepared("gather", case=brought)
    client.force_login(dialogue.facilitator)
    page = f"{dialogue.get_absolute_url()}wijzigen/"
    assert 'name="verhaal-gelezen"' not in client.get(page).content.decode()
    dialogue.co_facilitators.add(person(Role.FACILITATOR, organisation(ELSEWHERE)))
    typed = {"story": "Iemand las de brief niet en werkte bij de bakker."}
    refused = change(client, page, **typed)
    assert refused.status_code == 422 and typed["story"] in refused.content.decode()
    assert Subject.objects.get().text == brought.what_happened
    assert 'name="verhaal-gelezen"' in refused.content.decode()
    assert change(client, page, **typed, **{"verhaal-gelezen": "ja"}).status_code == 302
    dialogue.refresh_from_db()
    assert dialogue.story == typed["story"] and dialogue.story_was_read and not dialogue.no_procedure_runs


def test_a_draft_is_deleted_after_a_tick_with_its_steps_and_key(
    client, dialogue, page, django_capture_on_commit_callbacks
):
    path = f"{dialogue.get_absolute_url()}verwijderen/"
    keys.create_key(dialogue.pk)  # of a door that did not come to its opening
    assert f'action="{path}"' in client.get(page).content.decode()
    refused = client.post(path)
    assert refused.status_code == 422 and "Vink aan" in refused.content.decode()
    assert Dialogue.objects.filter(pk=dialogue.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path, {"zeker": "ja"})
    assert answer.headers["Location"] == "/leerdialogen/"
    assert not (Dialogue.objects.exists() or Step.objects.exists() or Subject.objects.exists())
    with pytest.raises(keys.KeyGone):
        keys.load_key(dialogue.pk)


@pytest.mark.parametrize(("other", "left"), [(None, True), ("draft", True), ("erased", False)])
def test_a_case_keeps_its_texts_unless_the_draft_was_the_last_that_was_not_erased(client, other, left):
    brought = case()
    dialogue = prepared("gather", case=brought)
    if other:
        earlier = prepared("gather", case=brought, facilitator=dialogue.facilitator)
        if other == "erased":
            facilitation.erase(earlier, at=NOW)
    client.force_login(dialogue.facilitator)
    client.post(f"{dialogue.get_absolute_url()}verwijderen/", {"zeker": "ja"})
    assert bool(Case.objects.get().what_happened) is left


def test_each_guide_says_what_it_is_before_it_is_chosen(client):
    found = guide("welcome", "gather", "reflect", texts={"gather": {"continues": True}})
    type(found).objects.update(live=True, summary="Van verhaal naar afspraken.")
    client.force_login(person(Role.FACILITATOR))
    page = BeautifulSoup(client.get("/leerdialogen/nieuw/").content, "html.parser")
    chosen = page.select_one("input[name=guide][checked]")
    about = " ".join(page.select_one(f"#{chosen['aria-describedby']}").text.split())
    assert about == "30 minuten, 2 stappen. Van verhaal naar afspraken."
    assert page.select_one(f"fieldset a[href='/leerdialogen/leidraad/{found.key}/']")["target"] == "_blank"


@pytest.mark.parametrize("name", ["series", "has_experience_expert", "was_on_paper"])
def test_a_word_that_a_newcomer_does_not_know_is_explained(client, name):
    client.force_login(person(Role.FACILITATOR))
    page = BeautifulSoup(client.get("/leerdialogen/nieuw/").content, "html.parser")
    hint = page.select_one(f"#id_{name}_helptext")
    assert hint.text and page.select_one(f"#id_{name}")["aria-describedby"] == hint["id"]
