"""Follow-up of recommendations: the deeds, who may do them, and what is kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from network import followup
from network.models import Assignment, AuditEntry, PeerReview, Role, Stance
from network.permissions import NotAllowed
from tests.network.factories import NOW, assignment, coordinator, organisation, person, recommendation, reported

pytestmark = pytest.mark.django_db

MEASURED = {
    "indicator": "Gemiste afspraken",
    "source": "Eigen telling",
    "start_value": Decimal("12"),
    "start_date": date(2026, 3, 1),
}


def test_an_assignment_starts_without_a_position():
    assert assignment().stance == Stance.NONE


def test_assigning_twice_is_once():
    by, what, where = coordinator(), recommendation(), organisation()
    first = followup.assign(what, organisation=where, by=by, at=NOW)
    assert followup.assign(what, organisation=where, by=by, at=NOW) == first
    assert AuditEntry.objects.filter(verb="assigned").count() == 1


def test_a_recommendation_that_is_not_followed_is_assigned_only_after_it_was_adopted():
    by, what = coordinator(), recommendation(followed=False)
    with pytest.raises(followup.FollowUpError):
        followup.assign(what, organisation=organisation(), by=by, at=NOW)
    followup.adopt(what, by=by, at=NOW)
    followup.assign(what, organisation=organisation(), by=by, at=NOW)
    assert AuditEntry.objects.get(verb="adopted").changes == {"followed": [False, True]}


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.ADMINISTRATOR)])
def test_only_who_works_for_the_whole_network_assigns(role):
    with pytest.raises(NotAllowed):
        followup.assign(recommendation(), organisation=organisation(), by=person(role), at=NOW)


@pytest.mark.parametrize("missing", ["reason", "decided_by_function"])
def test_a_no_needs_its_reason_and_the_function_that_decided(missing):
    answer = {"reason": "Geen ruimte dit jaar.", "decided_by_function": "Directeur sociaal domein", missing: "  "}
    laid = assignment()
    with pytest.raises(followup.FollowUpError):
        followup.take_stance(laid, stance=Stance.NO, by=person(Role.FOCAL_POINT), at=NOW, **answer)


def test_the_database_itself_refuses_a_no_without_a_reason():
    laid = assignment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=laid.pk).update(stance=Stance.NO)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FOCAL_POINT])
def test_only_the_focal_point_takes_a_position(role):
    laid = assignment()
    with pytest.raises(NotAllowed):
        followup.take_stance(laid, stance=Stance.YES, by=person(role), at=NOW)


def test_the_focal_point_of_another_organisation_takes_no_position():
    laid = assignment()
    outsider = person(Role.FOCAL_POINT, organisation("Gemeente Waterdorp"))
    with pytest.raises(NotAllowed):
        followup.take_stance(laid, stance=Stance.YES, by=outsider, at=NOW)


def test_a_change_of_position_keeps_what_it_was():
    laid = assignment(stance=Stance.YES, target_date=date(2027, 3, 1))
    followup.take_stance(laid, stance=Stance.PARTLY, by=person(Role.FOCAL_POINT), at=NOW)
    entry = AuditEntry.objects.filter(verb="took_stance").first()
    assert entry.changes == {"stance": ["yes", "partly"], "target_date": ["2027-03-01", None]}
    assert entry.target == laid.audit_name


def test_a_repeated_answer_leaves_no_second_trace():
    laid = assignment(stance=Stance.YES)
    followup.take_stance(laid, stance=Stance.YES, by=person(Role.FOCAL_POINT), at=NOW + timedelta(days=1))
    assert AuditEntry.objects.filter(verb="took_stance").count() == 1


def test_nothing_is_reported_before_it_is_taken_up():
    laid = assignment()
    with pytest.raises(followup.FollowUpError):
        followup.report_progress(laid, text="Gedaan.", by=person(Role.PROFESSIONAL), at=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.FOCAL_POINT, Role.PROFESSIONAL)])
def test_only_focal_point_and_professionals_report(role):
    laid = assignment(stance=Stance.YES)
    with pytest.raises(NotAllowed):
        followup.report_progress(laid, text="Gedaan.", by=person(role), at=NOW)


def review(laid, by, of):
    finding = PeerReview.Finding.CONFIRMED
    return followup.peer_review(laid, organisation=of, finding=finding, text="Ik keek mee.", by=by, at=NOW)


def test_somebody_of_another_organisation_reviews():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    review(laid, person(Role.PROFESSIONAL, elsewhere), elsewhere)
    assert Assignment.objects.with_stations().get(pk=laid.pk).has_review


def test_nobody_reviews_the_own_organisation():
    laid = reported()
    with pytest.raises(NotAllowed):
        review(laid, person(Role.PROFESSIONAL, laid.organisation), laid.organisation)


def test_who_belongs_to_both_organisations_does_not_review():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    both = person(Role.PROFESSIONAL, elsewhere)
    both.memberships.create(organisation=laid.organisation, role=Role.READER)
    both.__dict__.pop("_memberships", None)
    with pytest.raises(NotAllowed):
        review(laid, both, elsewhere)


def test_who_moved_to_another_organisation_does_not_review_the_own_report():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    reporter = laid.reports.get().reported_by
    reporter.memberships.all().delete()
    reporter.memberships.create(organisation=elsewhere, role=Role.PROFESSIONAL)
    reporter.__dict__.pop("_memberships", None)
    with pytest.raises(NotAllowed):
        review(laid, reporter, elsewhere)


def test_a_review_in_the_name_of_an_organisation_one_does_not_work_for_is_refused():
    laid = reported()
    by = person(Role.PROFESSIONAL, organisation("Gemeente Waterdorp"))
    with pytest.raises(NotAllowed):
        review(laid, by, organisation("Gemeente Zandmeer"))


def test_there_is_nothing_to_review_before_a_report():
    laid, elsewhere = assignment(stance=Stance.YES), organisation("Gemeente Waterdorp")
    with pytest.raises(followup.FollowUpError):
        review(laid, person(Role.PROFESSIONAL, elsewhere), elsewhere)


def test_a_review_with_questions_is_no_station():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    by = person(Role.PROFESSIONAL, elsewhere)
    finding = PeerReview.Finding.QUESTIONS
    followup.peer_review(laid, organisation=elsewhere, finding=finding, text="Waar staat dit?", by=by, at=NOW)
    assert not Assignment.objects.with_stations().get(pk=laid.pk).has_review


def test_a_review_answers_the_request_of_its_organisation():
    laid, elsewhere = reported(), organisation("Gemeente Waterdorp")
    asked = followup.ask_review(laid, organisation=elsewhere, by=person(Role.PROFESSIONAL), at=NOW)
    review(laid, person(Role.PROFESSIONAL, elsewhere), elsewhere)
    asked.refresh_from_db()
    assert asked.answered_at == NOW


def test_the_effect_is_recorded_by_a_third_person():
    laid = reported()
    with pytest.raises(NotAllowed):
        followup.record_effect(laid, by=laid.reports.get().reported_by, at=NOW, **MEASURED)
    followup.record_effect(laid, by=person(Role.PROFESSIONAL), at=NOW, **MEASURED)


def test_who_recorded_the_effect_does_not_report():
    laid, by = assignment(stance=Stance.YES), person(Role.PROFESSIONAL)
    followup.record_effect(laid, by=by, at=NOW, **MEASURED)
    with pytest.raises(followup.FollowUpError):
        followup.report_progress(laid, text="Gedaan.", by=by, at=NOW)


def test_an_effect_is_seen_only_with_a_later_value():
    laid, by = reported(), person(Role.FOCAL_POINT)
    effect = followup.record_effect(laid, by=by, at=NOW, **MEASURED)
    assert not Assignment.objects.with_stations().get(pk=laid.pk).has_effect
    followup.measure_again(effect, later_value=Decimal("7"), later_date=date(2026, 9, 1), by=by, at=NOW)
    assert Assignment.objects.with_stations().get(pk=laid.pk).has_effect


@pytest.mark.parametrize(
    ("value", "day"),
    [(Decimal("7"), None), (None, date(2026, 9, 1)), (Decimal("7"), date(2026, 2, 1))],
    ids=["no date", "no value", "before the start"],
)
def test_a_later_value_has_a_later_date(value, day):
    with pytest.raises(followup.FollowUpError):
        followup.record_effect(
            reported(), by=person(Role.FOCAL_POINT), at=NOW, later_value=value, later_date=day, **MEASURED
        )


def test_stopping_asks_who_decided_and_keeps_what_was_done():
    laid, by = reported(), person(Role.FOCAL_POINT)
    with pytest.raises(followup.FollowUpError):
        followup.stop(laid, reason="Geen geld.", decided_by_function="", by=by, at=NOW)
    stopped = followup.stop(laid, reason="Geen geld.", decided_by_function="Wethouder", by=by, at=NOW)
    assert not stopped.is_taken_up and stopped.reports.exists()


def test_what_was_never_taken_up_cannot_be_stopped():
    with pytest.raises(followup.FollowUpError):
        followup.stop(assignment(), reason="x", decided_by_function="y", by=person(Role.FOCAL_POINT), at=NOW)


@pytest.mark.parametrize(
    ("day", "is_late"),
    [(None, False), (date(2026, 11, 1), True), (date(2026, 11, 2), False), (date(2027, 1, 1), False)],
    ids=["no date", "yesterday", "today", "later"],
)
def test_late_is_only_past_the_own_date(day, is_late):
    laid = assignment(stance=Stance.YES, target_date=day)
    assert Assignment.objects.overdue(NOW.date()).filter(pk=laid.pk).exists() is is_late


def test_what_was_confirmed_or_stopped_is_not_late():
    elsewhere = organisation("Gemeente Waterdorp")
    laid = reported()
    Assignment.objects.update(target_date=date(2026, 10, 1))
    assert Assignment.objects.overdue(NOW.date()).exists()
    review(laid, person(Role.PROFESSIONAL, elsewhere), elsewhere)
    assert not Assignment.objects.overdue(NOW.date()).exists()


def test_a_deed_and_its_audit_entry_stand_or_fall_together(monkeypatch):
    laid, by = assignment(), person(Role.FOCAL_POINT)
    monkeypatch.setattr(followup.auditing, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        followup.take_stance(laid, stance=Stance.YES, by=by, at=NOW)
    laid.refresh_from_db()
    assert laid.stance == Stance.NONE
