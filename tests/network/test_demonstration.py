"""The example data of the demo: fictitious, marked, and the same when it is made again."""

import pytest

from network import demonstration
from network.models import AmbassadorProfile, Assignment, AuditEntry, Organisation, Recommendation, User
from tests.network.factories import NOW, recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def advice() -> None:
    for number in demonstration.NUMBERS:
        recommendation(number, title=f"Advies {number}")


def counts() -> list[int]:
    return [model.objects.count() for model in (Organisation, User, Assignment, AmbassadorProfile, AuditEntry)]


def test_making_it_twice_changes_nothing(advice):
    demonstration.show(at=NOW)
    first = counts()
    demonstration.show(at=NOW)
    assert counts() == first


def test_everything_belongs_to_fictitious_organisations(advice):
    real = Organisation.objects.create(title="Gemeente Waterdorp", type="gemeente")
    demonstration.show(at=NOW)
    assert not Assignment.objects.filter(organisation__is_example=False).exists()
    assert not AmbassadorProfile.objects.filter(is_example=False).exists()
    assert not real.memberships.exists()


def test_every_state_of_the_board_occurs(advice):
    demonstration.show(at=NOW)
    stations = Assignment.objects.with_stations()
    assert {one.stance for one in stations} == {"none", "yes", "partly", "no", "not_applicable"}
    assert {(one.has_report, one.has_review, one.has_effect) for one in stations} == {
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    }
    assert stations.overdue(NOW.date()).count() == 4


def test_without_the_content_there_are_only_people():
    demonstration.show(at=NOW)
    assert not Recommendation.objects.exists() and AmbassadorProfile.objects.exists()


def test_nobody_of_it_signs_in_before_a_password_is_set(advice):
    demonstration.show(at=NOW)
    assert not any(user.has_usable_password() for user in User.objects.all())
