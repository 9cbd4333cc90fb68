"""A ranking that is held again stands beside the one before: of the same series, guide and organisation."""

import pytest

from learningdialogues import facilitation, rounds, voting
from learningdialogues.models import Dialogue
from network.models import Role
from tests.learningdialogues.factories import NOW, at_desk, current, dialogue_at
from tests.network.factories import organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ROUND_ONE = {"Adres niet doorgegeven": 6, "Formulier te laat": 3}
ROUND_TWO = {"Formulier te laat": 7, "adres niet doorgegeven": 2, "Bijverdienste vergeten": 1}


def held(points: dict[str, int], *, facilitator=None, kinds=("rank", "reflect"), **details) -> Dialogue:
    """A dialogue whose ranking was shown: everybody gave ``points`` to the options with these titles."""
    facilitator = facilitator or person(Role.FACILITATOR)
    step, inside = dialogue_at("rank", people=5, kinds=kinds, facilitator=facilitator, **details)
    for title in points:
        at_desk(step, "optie", tekst=title)
    value = {str(number): given for number, given in enumerate(points.values(), start=1)}
    for one in inside:
        voting.vote(step, by=one, question="points", value=value, serial=1)
    rounds.reveal(step)
    step.dialogue.refresh_from_db()
    return step.dialogue


def closed(dialogue: Dialogue) -> Dialogue:
    facilitation.move_on(dialogue, to=dialogue.steps.last(), at=NOW)
    dialogue.refresh_from_db()
    facilitation.close(dialogue, at=NOW)
    return dialogue


def before(dialogue: Dialogue) -> dict[str, int | None]:
    step = current(dialogue)
    return {row["title"]: row["before"] for row in step.kind_module.room(step)["rows"]}


def test_the_place_of_the_round_before_stands_beside_each_option_and_what_is_new_says_so(client):
    closed(held(ROUND_ONE, series="Top 10"))
    following = held(ROUND_TWO, series="top 10")
    places = before(following)
    assert [places[title] for title in ROUND_TWO] == [2, 1, None]
    client.force_login(following.facilitator)
    desk = " ".join(client.get(following.get_absolute_url()).content.decode().split())
    assert "Vorige keer" in desk
    screen = " ".join(client.get(f"{following.get_absolute_url()}scherm/").content.decode().split())
    assert "vorige keer plaats 2" in screen and "· nieuw" in screen
    closed(following)
    report = " ".join(client.get(f"{following.get_absolute_url()}verslag/").content.decode().split())
    assert "Vorige keer" in report
    assert "nieuw" in report


@pytest.mark.parametrize(
    "other",
    [
        {"series": ""},
        {"series": "Iets anders"},
        {"series": "Top 10", "is_rehearsal": True},
        {"series": "Top 10", "elsewhere": True},
        {"series": "Top 10", "kinds": ("welcome", "rank", "reflect")},
    ],
)
def test_a_ranking_of_another_series_guide_or_organisation_does_not_count(other):
    if other.pop("elsewhere", False):
        other["facilitator"] = person(Role.FACILITATOR, organisation("Gemeente Waterdorp"))
    closed(held(ROUND_ONE, **other))
    assert set(before(held(ROUND_TWO, series="Top 10")).values()) == {None}


def test_a_round_that_still_runs_is_not_compared_with():
    held(ROUND_ONE, series="Top 10")
    assert set(before(held(ROUND_TWO, series="Top 10")).values()) == {None}
