"""The screens of the follow-up, over HTTP."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from network import followup, sheets
from network.models import Assignment, Organisation, PeerReview, Recommendation, Role, Stance
from tests.network.factories import NOW, assignment, coordinator, organisation, person, recommendation, reported

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(laid: Assignment) -> str:
    return reverse("followup", args=[laid.recommendation.key, laid.organisation.key])


def review_of(laid: Assignment) -> str:
    return reverse("followup_review", args=[laid.recommendation.key, laid.organisation.key])


def text_of(response) -> str:
    return response.content.decode()


def test_the_focal_point_takes_a_position_and_sees_it_back():
    laid = assignment()
    client = signed_in(person(Role.FOCAL_POINT))
    sent = {"action": "stance", "stance-stance": "yes", "stance-target_date": "2027-03-01"}
    assert client.post(form_of(laid), sent).status_code == 302
    laid.refresh_from_db()
    assert (laid.stance, laid.target_date) == (Stance.YES, date(2027, 3, 1))
    assert "1 maart 2027" in text_of(client.get(form_of(laid)))


def test_a_no_without_a_reason_comes_back_with_its_errors():
    laid = assignment()
    response = signed_in(person(Role.FOCAL_POINT)).post(form_of(laid), {"action": "stance", "stance-stance": "no"})
    assert response.status_code == 200
    assert set(response.context["forms"]["stance"].errors) == {"reason", "decided_by_function"}
    laid.refresh_from_db()
    assert laid.stance == Stance.NONE


def test_a_professional_reports_but_takes_no_position():
    laid = assignment(stance=Stance.YES)
    client = signed_in(person(Role.PROFESSIONAL))
    assert client.post(form_of(laid), {"action": "stance", "stance-stance": "not_applicable"}).status_code == 403
    client.post(form_of(laid), {"action": "report", "report-text": "Eén team vraagt ernaar."})
    assert "Eén team vraagt ernaar." in text_of(client.get(form_of(laid)))


def test_a_report_with_identifying_data_is_not_saved():
    laid = assignment(stance=Stance.YES)
    sent = {"action": "report", "report-text": "Wij mailden met jan.jansen@gmail.com hierover."}
    response = signed_in(person(Role.PROFESSIONAL)).post(form_of(laid), sent)
    assert "jan.jansen@gmail.com" in response.context["forms"]["report"].errors["text"][0]
    assert not laid.reports.exists()


ACTS = [
    {"action": "stance", "stance-stance": "yes"},
    {"action": "report", "report-text": "Gedaan."},
    {"action": "milestone", "milestone-title": "Eerste stap"},
    {"action": "stop", "stop-reason": "x", "stop-decided_by_function": "y"},
    {"action": "publish", "is_public": "on"},
]


@pytest.mark.parametrize("sent", ACTS, ids=lambda sent: sent["action"])
@pytest.mark.parametrize("role", Role)
def test_nobody_of_another_organisation_opens_the_form_or_acts_in_it(role, sent):
    """The coordinator and the administrator read along, and act no more than the others."""
    laid = assignment(stance=Stance.YES)
    client = signed_in(person(role, organisation("Gemeente Waterdorp")))
    if role not in (Role.COORDINATOR, Role.ADMINISTRATOR):
        assert client.get(form_of(laid)).status_code == 403
    assert client.post(form_of(laid), sent).status_code == 403


def test_a_stranger_is_asked_to_log_in():
    laid = reported()
    for url in (form_of(laid), review_of(laid), reverse("followup_board"), reverse("download_board")):
        response = Client().get(url)
        assert response.status_code == 302 and response["Location"].startswith("/account/login/")


def test_a_colleague_elsewhere_reviews():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    client = signed_in(person(Role.PROFESSIONAL, elsewhere))
    assert "Klantmanagers vragen ernaar." in text_of(client.get(review_of(laid)))
    sent = {"organisation": elsewhere.pk, "finding": "confirmed", "text": "Ik liep een dag mee."}
    assert client.post(review_of(laid), sent).status_code == 302
    assert laid.reviews.get().organisation == elsewhere


@pytest.mark.parametrize("role", Role)
def test_nobody_of_the_organisation_itself_reviews(role):
    laid = reported()
    client = signed_in(person(role, laid.organisation))
    assert client.get(review_of(laid)).status_code == 403
    sent = {"organisation": laid.organisation.pk, "finding": "confirmed", "text": "Mooi."}
    assert client.post(review_of(laid), sent).status_code == 403
    assert not PeerReview.objects.exists()


def test_a_reader_elsewhere_does_not_review():
    client = signed_in(person(Role.READER, organisation("Gemeente Waterdorp")))
    assert client.get(review_of(reported())).status_code == 403


def test_the_effect_is_recorded_through_the_page_and_measured_again():
    laid = reported()
    client = signed_in(person(Role.FOCAL_POINT))
    sent = {
        "action": "effect",
        "effect-indicator": "Gemiste afspraken",
        "effect-source": "Eigen telling",
        "effect-start_value": "12",
        "effect-start_date": "2026-03-01",
    }
    assert client.post(form_of(laid), sent).status_code == 302
    effect = laid.effects.get()
    sent = {"action": "measure", "id": effect.pk, "measure-later_value": "7,5", "measure-later_date": "2026-09-01"}
    assert client.post(form_of(laid), sent).status_code == 302
    assert "7,5" in text_of(client.get(form_of(laid)))


def test_an_effect_of_another_assignment_is_not_found():
    mine, other = reported(), reported(organisation("Gemeente Waterdorp"), recommendation("1.2", title="Anders"))
    by = person(Role.FOCAL_POINT, other.organisation)
    figures = {"indicator": "x", "source": "y", "start_value": 1, "start_date": date(2026, 1, 1)}
    effect = followup.record_effect(other, by=by, at=NOW, **figures)
    sent = {"action": "measure", "id": effect.pk, "measure-later_value": "7", "measure-later_date": "2026-09-01"}
    assert signed_in(person(Role.FOCAL_POINT)).post(form_of(mine), sent).status_code == 404


def test_the_coordinator_adopts_and_lays_before_organisations():
    what, where = recommendation(followed=False), organisation()
    client = signed_in(coordinator())
    url = reverse("assign", args=[what.key])
    client.post(url, {"organisations": [where.pk]})
    assert not Assignment.objects.exists()
    client.post(url, {"action": "adopt"})
    client.post(url, {"organisations": [where.pk]})
    assert Assignment.objects.get().organisation == where


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.ADMINISTRATOR)])
def test_only_the_coordinator_lays_before_organisations(role):
    what = recommendation()
    client = signed_in(person(role))
    assert client.get(reverse("assign", args=[what.key])).status_code == 403
    assert client.post(reverse("assign", args=[what.key]), {"organisations": [organisation().pk]}).status_code == 403
    assert not Assignment.objects.exists()


def test_the_coordinator_sees_all_rows_and_a_member_only_the_own_one():
    assignment(organisation("Gemeente Waterdorp"))
    followup.assign(Recommendation.objects.get(), organisation=organisation(), by=coordinator(), at=NOW)
    everything = text_of(signed_in(coordinator()).get(reverse("followup_board")))
    assert "Gemeente Waterdorp" in everything and "Gemeente Voorbeeldstad" in everything
    own = text_of(signed_in(person(Role.READER)).get(reverse("followup_board")))
    assert "Gemeente Waterdorp" not in own and "Gemeente Voorbeeldstad" in own


def test_somebody_without_an_organisation_sees_no_board():
    assert signed_in(person()).get(reverse("followup_board")).status_code == 403


def test_the_board_marks_a_passed_own_date():
    assignment(stance=Stance.YES, target_date=date(2020, 1, 1))
    response = signed_in(coordinator()).get(reverse("followup_board"), {"toon": "voorbij"})
    assert response.context["totals"].late == 1
    assert len(response.context["board"].late) == 1


def test_the_board_narrows_by_kind_of_organisation_and_ignores_nonsense():
    assignment()
    client = signed_in(coordinator())
    assert not client.get(reverse("followup_board"), {"soort": "ministerie"}).context["board"].rows
    assert client.get(reverse("followup_board"), {"soort": "' or 1=1", "toon": "x"}).context["board"].rows


def test_the_download_holds_the_words_of_the_board_and_no_formula():
    Organisation.objects.create(title="=HYPERLINK(1)", type="gemeente")
    laid = assignment(Organisation.objects.get(title="=HYPERLINK(1)"), stance=Stance.PARTLY)
    response = signed_in(coordinator()).get(reverse("download_board"))
    sheet = load_workbook(BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert [cell.value for cell in sheet[2]] == ["'=HYPERLINK(1)", "deels, nog niets gemeld"]
    assert laid.recommendation.title in sheet["B1"].value


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_calculate_is_neutralised(text):
    assert sheets.neutral(text) == f"'{text}"


def test_numbers_stay_numbers():
    assert sheets.neutral(-3) == -3 and sheets.neutral("ja") == "ja"


def test_a_stranger_sees_only_what_was_published():
    laid = assignment(stance=Stance.YES)
    url = laid.recommendation.get_absolute_url()
    assert laid.organisation.title not in text_of(Client().get(url))
    followup.publish(laid, is_public=True, by=person(Role.FOCAL_POINT), at=NOW)
    assert laid.organisation.title in text_of(Client().get(url))


def test_a_published_no_keeps_its_reason_for_members():
    laid = assignment(stance=Stance.NO, reason="Geen geld dit jaar", decided_by_function="Wethouder")
    followup.publish(laid, is_public=True, by=person(Role.FOCAL_POINT), at=NOW)
    url = laid.recommendation.get_absolute_url()
    assert "Geen geld dit jaar" not in text_of(Client().get(url))
    member = signed_in(person(Role.READER, organisation("Gemeente Waterdorp")))
    assert "Geen geld dit jaar" in text_of(member.get(url))


def test_the_page_of_an_organisation_is_for_its_own_people():
    laid = assignment()
    url = reverse("organisation_followup", args=[laid.organisation.key])
    assert laid.recommendation.title in text_of(signed_in(person(Role.READER)).get(url))
    assert signed_in(person(Role.FOCAL_POINT, organisation("Gemeente Waterdorp"))).get(url).status_code == 403


def test_the_focal_point_finds_what_waits_on_the_own_page():
    laid = assignment()
    response = signed_in(person(Role.FOCAL_POINT)).get(reverse("my_work"))
    assert [waiting.url for waiting in response.context["waiting"]] == [form_of(laid)]


def test_a_passed_date_comes_before_what_has_no_date():
    late = assignment(stance=Stance.YES, target_date=date(2020, 1, 1))
    followup.assign(recommendation("1.2", title="Anders"), organisation=late.organisation, by=coordinator(), at=NOW)
    response = signed_in(person(Role.FOCAL_POINT)).get(reverse("my_work"))
    assert [waiting.before for waiting in response.context["waiting"]] == [date(2020, 1, 1), None]


def test_an_asked_review_waits_for_the_organisation_that_is_asked():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    followup.ask_review(laid, organisation=elsewhere, by=person(Role.PROFESSIONAL), at=NOW)
    response = signed_in(person(Role.PROFESSIONAL, elsewhere)).get(reverse("my_work"))
    assert [waiting.url for waiting in response.context["waiting"]] == [review_of(laid)]
    assert not signed_in(person(Role.READER, elsewhere)).get(reverse("my_work")).context["waiting"]


def test_my_work_leads_to_the_own_follow_up_and_the_coordinator_to_the_board():
    laid = assignment(stance=Stance.YES)
    board = f'"{reverse("followup_board")}"'
    mine = text_of(signed_in(person(Role.FOCAL_POINT)).get(reverse("my_work")))
    assert "1 van 1 ja of deels" in mine and board not in mine
    assert reverse("members", args=[laid.organisation.key]) in mine
    assert reverse("members", args=[laid.organisation.key]) not in text_of(
        signed_in(person(Role.READER)).get(reverse("my_work"))
    )
    assert board in text_of(signed_in(coordinator()).get(reverse("my_work")))


def grow(number: int) -> None:
    """``number`` more organisations with ``number`` more followed recommendations, all laid before all."""
    by = coordinator()
    for one in range(number):
        what = recommendation(f"9.{one}", title=f"Advies {number} {one}")
        for other in range(number):
            followup.assign(what, organisation=organisation(f"Gemeente {number} {other}"), by=by, at=NOW)


@pytest.mark.parametrize("name", ["board", "download", "recommendation", "own row", "work"])
def test_queries_do_not_grow_with_the_content(name, django_assert_max_num_queries):
    laid = assignment()
    focal_point = person(Role.FOCAL_POINT)
    client = signed_in(focal_point if name in ("own row", "work") else coordinator())
    url = {
        "board": reverse("followup_board"),
        "download": reverse("download_board"),
        "recommendation": laid.recommendation.get_absolute_url(),
        "own row": reverse("organisation_followup", args=[laid.organisation.key]),
        "work": reverse("my_work"),
    }[name]
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    grow(4)
    for what in Recommendation.objects.filter(number__startswith="9."):
        followup.assign(what, organisation=laid.organisation, by=coordinator(), at=NOW)
    with django_assert_max_num_queries(len(before)):
        client.get(url)
