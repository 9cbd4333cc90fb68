"""What the big screen and the desk say around the rounds: before the beginning, in a pause, at the close and after."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from learningdialogues import facilitation, rehearsing, rounds
from learningdialogues.models import Dialogue, Entry, Step
from learningdialogues.preparing import SubjectText
from network.models import DraftRecommendation, Role
from tests.learningdialogues.factories import NOW, at_desk, case, dialogue_at, do, enter, give, guide, prepared
from tests.learningdialogues.kinds.people import Desk, Person, words
from tests.network.factories import person

pytestmark = pytest.mark.django_db


def open_one(**details: object) -> tuple[Dialogue, Client]:
    dialogue = prepared("gather", "reflect", **details)
    facilitation.open_room(dialogue, at=NOW)
    client = Client()
    client.force_login(dialogue.facilitator)
    return dialogue, client


def test_the_screen_before_the_beginning_says_where_to_go_and_how_many_are_inside():
    dialogue, client = open_one()
    enter(dialogue), enter(dialogue)
    text = words(BeautifulSoup(client.get(f"/leerdialogen/{dialogue.pk}/scherm/").content, "html.parser"))
    assert "testserver/meedoen/" in text
    assert dialogue.code in text
    assert "2 van 12 binnen" in text


def test_closing_leaves_a_screen_that_says_that_it_is_over():
    step, _people = dialogue_at("reflect", people=5, kinds=("gather", "reflect"))
    desk = Desk(step)
    desk.close()
    answer = desk.client.get(f"{desk.path}scherm/")
    assert answer.status_code == 410
    assert "Deze leerdialoog is afgelopen" in answer.content.decode()
    assert "volgcode" in answer.content.decode()
    assert desk.client.get(f"{desk.path}scherm/?deel=1").status_code == 410


def test_the_follow_code_can_be_scanned_copied_and_printed_and_stands_in_no_address_that_is_sent():
    step, _people = dialogue_at("reflect", people=5, kinds=("gather", "reflect"))
    desk, phone = Desk(step), Client()
    assert "Daarna zie je de volgcode" in desk.text()
    page = BeautifulSoup(desk.do("sluit", zeker="ja").content, "html.parser")
    code = page.select_one("[data-follow-code]").get_text(strip=True)
    assert page.select_one("[data-follow-qr] svg") and page.select_one("[data-print]")
    assert page.select_one("[data-copy]")["data-copy"] == code
    assert not [tag for tag in page.select("[href], [action], [src]") if code in str(tag.attrs)]
    outside = BeautifulSoup(phone.get(f"/meedoen/{step.dialogue_id}/").content, "html.parser")
    assert outside.select_one("form[action='/meedoen/volgen/'] [name=volgcode]")
    assert code not in str(outside)
    assert phone.post("/meedoen/volgen/", {"volgcode": code}).status_code == 200


def test_who_closes_is_told_which_steps_were_never_shown_and_how_to_show_them():
    step, people = dialogue_at("gather", people=5, kinds=("gather", "build", "reflect"))
    give(step, people[0], "Nooit getoond")
    desk = Desk(step)
    asked = words(BeautifulSoup(desk.do("verder").content, "html.parser"))
    assert "ga dan terug naar deze stap" in asked
    assert "van enkele seconden geleden" in asked
    desk.do("verder", naar=str(step.dialogue.steps.last().pk), toch="ja")
    form = words(desk.page().select_one("form[action$='/doe/sluit/']"))
    assert "In 1 stap is de inbreng nooit getoond: 1 Gather" in form


def test_a_close_after_everything_was_shown_warns_of_nothing():
    step, _people = dialogue_at("reflect", people=5, kinds=("gather", "reflect"))
    assert "nooit getoond" not in Desk(step).text()


def test_whether_people_could_say_what_they_wanted_is_shown_as_a_count_on_desk_screen_and_report():
    step, people = dialogue_at("reflect", people=5, kinds=("gather", "reflect"))
    for number, who in enumerate(people):
        do(step, who, "terugblik", waard=2 + number % 3, gezegd="deels" if number else "ja", id=uuid4())
    desk = Desk(step)
    assert "Deels" not in desk.text() + desk.text("scherm/")
    rounds.check(step), rounds.reveal(step)
    for text in (desk.text(), desk.text("scherm/")):
        assert "2,8 gemiddeld op een schaal van 1 tot 5" in text
        assert "(5 antwoorden)" in text
        assert "Kon je zeggen wat je wilde? Ja: 1 , Deels: 4 , Nee: 0" in text
    desk.do("sluit", zeker="ja")
    assert "Ja: 1 , Deels: 4 , Nee: 0" in desk.report()


def test_the_big_screen_says_that_there_is_a_pause():
    step, _people = dialogue_at("gather", people=5)
    desk = Desk(step)
    assert "Pauze" not in desk.text("scherm/")
    desk.do("pauze")
    assert "Pauze. De klok staat stil." in desk.text("scherm/")


def test_two_ways_are_called_fine_only_where_there_are_two():
    step, people = dialogue_at("gather", people=5)
    writer = Person(step, people[0])
    assert "Allebei is goed" in writer.text()
    writer.send(tekst="Een brief")
    assert "Allebei is goed" not in writer.text()


def test_choosing_a_group_is_not_said_to_be_sent_in():
    texts = {"poll": {"groups": ["Beleid", "Uitvoering"]}}
    step, people = dialogue_at("poll", people=5, kinds=("poll",), texts=texts)
    at_desk(step, "vraag", tekst="Ken je dit?", antwoorden="Ja\nNee")
    form = Person(step, people[0]).page().select_one("form[action$='/groep/']")
    assert form["data-said"] == ""


def test_beside_a_step_every_subject_stands_with_its_kind_and_name():
    letter = SubjectText("Aanmaning", " ".join(f"woord{number}" for number in range(80)), "letter")
    subjects = [letter, SubjectText("Beslisregel", "Wie niet reageert, krijgt een boete.", "rule")]
    step, people = dialogue_at("gather", people=1, kinds=("gather",), subjects=subjects)
    aside = words(Person(step, people[0]).page().select_one(".room-grid__aside"))
    assert "Brief: Aanmaning" in aside and "Regel: Beslisregel" in aside
    assert "woord79" in aside and "krijgt een boete" in aside
    assert "De casus" not in aside


def test_the_first_subject_gets_a_name_of_its_own():
    found = guide("gather")
    facilitator = person(Role.FACILITATOR)
    client = Client()
    client.force_login(facilitator)
    answer = client.post(
        "/leerdialogen/nieuw/",
        {
            **{"guide": found.pk, "title": "Brieven over boetes", "subject_kind": "letter", "seats": 8},
            **{"subject_title": "Aanmaning", "story": "Betaal nu.", "kept_days": 90},
            **{"onderwerp-TOTAL_FORMS": 0, "onderwerp-INITIAL_FORMS": 0},
        },
    )
    assert answer.status_code == 302, words(BeautifulSoup(answer.content, "html.parser"))
    assert Dialogue.objects.get().subjects.get().title == "Aanmaning"
    assert "Brief: Aanmaning" in client.get(answer.headers["Location"]).content.decode()


def test_what_must_be_repaired_stands_once_at_the_desk_and_can_be_changed_and_taken_away():
    step, people = dialogue_at("actions", people=5, kinds=("actions",))
    for number, who in enumerate(people):
        give(step, who, f"Idee {number}")
    rounds.check(step), rounds.reveal(step)
    desk = Desk(step)
    desk.act("herstel", tekst="Boete terugdraaien")
    texts = [tag for tag in desk.page().select("li, .group__row") if "Boete terugdraaien" in tag.get_text()]
    assert len(texts) == 1
    entry = Entry.objects.get(type="repair")
    desk.act("wijzig-herstel", id=str(entry.pk), tekst="Boete kwijtschelden")
    assert "Boete kwijtschelden" in desk.text("scherm/") and "terugdraaien" not in desk.text("scherm/")
    desk.act("herstel-weg", id=str(entry.pk))
    assert not Entry.objects.exists()


def test_a_rehearsal_speaks_of_no_code_and_of_no_door():
    found = person(Role.FACILITATOR)
    where = found.memberships.get().organisation
    dialogue = rehearsing.rehearse(guide("gather"), by=found, organisation=where, at=NOW)
    client = Client()
    client.force_login(found)
    desk, screen = (client.get(f"/leerdialogen/{dialogue.pk}/{part}").content.decode() for part in ("", "scherm/"))
    assert "De verzonnen deelnemers zijn binnen" in desk
    for page in (desk, screen):
        assert dialogue.code not in page and "De deur is open" not in page and "/meedoen/?code" not in page
    client.post(f"/leerdialogen/{dialogue.pk}/doe/begin/")
    assert "volgcode" not in client.get(f"/leerdialogen/{dialogue.pk}/").content.decode()
    answer = client.post(f"/leerdialogen/{dialogue.pk}/doe/sluit/", {"zeker": "ja"}, follow=True)
    assert answer.status_code == 200 and "volgcode" not in answer.content.decode()


def test_a_dialogue_on_paper_is_asked_when_it_was_held_and_speaks_of_no_door_or_invitation():
    found, client = guide("gather"), Client()
    client.force_login(person(Role.FACILITATOR))
    assert "Gehouden op" in client.get("/leerdialogen/nieuw/?papier=ja").content.decode()
    fields = {
        **{"guide": found.pk, "title": "Brieven", "subject_kind": "letter", "seats": 8, "story": "Betaal nu."},
        **{"kept_days": 90, "was_on_paper": "on", "onderwerp-TOTAL_FORMS": 0, "onderwerp-INITIAL_FORMS": 0},
    }
    refused = client.post("/leerdialogen/nieuw/", fields)
    assert refused.status_code == 422 and "Vul in wanneer de groep bij elkaar was" in refused.content.decode()
    path = client.post("/leerdialogen/nieuw/", fields | {"planned_for": "2026-03-02T12:00"}).headers["Location"]
    page = words(BeautifulSoup(client.get(path).content, "html.parser").main)
    assert "8 mensen waren erbij" in page and "Begin met overnemen" in page and "Gehouden op" in page
    for word in ("deur", ".ics", "Uitnodigen", "Gepland", "plekken"):
        assert word not in page, word
    assert client.get(f"{path}uitnodiging.ics").status_code == 404
    assert client.post(f"{path}doe/wanneer/", {"planned_for": ""}).status_code == 422
    client.post(f"{path}doe/open/", {"geen-procedure": "ja", "leiding-akkoord": "ja"})
    assert "De deur is open" not in client.get(path).content.decode()
    client.post(f"{path}doe/begin/"), client.post(f"{path}doe/sluit/", {"zeker": "ja"})
    over = client.get(path).content.decode()
    assert "Gesloten op" in over and "voorgesteld" not in over


def test_what_waits_for_a_facilitator_waits_for_who_leads_along_too():
    step, _people = dialogue_at("gather", people=5)
    other = person(Role.FACILITATOR)
    client = Client()
    client.force_login(other)
    assert "Brief over werk" not in client.get("/mijn-werk/").content.decode()
    step.dialogue.co_facilitators.add(other)
    assert "Brief over werk" in client.get("/mijn-werk/").content.decode()


def test_a_jump_back_is_one_repeated_step_and_its_reason_stands_behind_a_dash():
    step, _people = dialogue_at("reflect", people=5, kinds=("story", "gather", "build", "reflect"))
    Step.objects.filter(dialogue=step.dialogue, state="skipped").update(state="done")
    desk = Desk(step)
    desk.do("verder", naar=str(step.dialogue.steps.get(kind="gather").pk), reden="Het ging te snel")
    desk.do("verder"), desk.do("verder")
    desk.do("sluit", zeker="ja")
    assert desk.text().count("Herhaald") == 1
    assert "Herhaald : Gather – Het ging te snel" in desk.text()


def test_a_second_reader_who_wrote_a_remark_does_not_lose_it_by_confirming():
    found = case()
    client = Client()
    client.force_login(person(Role.SECOND_READER, found.organisation))
    page = BeautifulSoup(client.get(found.get_absolute_url()).content, "html.parser")
    form = page.select_one("form[action$='/lezen/']")
    assert len(form.select("button[name=oordeel]")) == 2
    refused = client.post(form["action"], {"oordeel": "akkoord", "tekst": "De wijk herken ik"})
    assert refused.status_code == 422 and "De wijk herken ik" in refused.content.decode()
    found.refresh_from_db()
    assert found.status == "submitted"
    assert client.post(form["action"], {"oordeel": "akkoord", "tekst": " "}).status_code == 302


@pytest.mark.parametrize(("origin", "mover"), [("dialogue", "het team van de deelnemers"), ("other", "ons eigen team")])
def test_a_draft_says_whose_team_can_change_it(origin, mover):
    assert DraftRecommendation(route="team", origin=origin).mover == mover
