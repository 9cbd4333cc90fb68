"""A dialogue under whatever people and facilitators do, in any order: held against a model after every act.

The machine does one act at a time through the public functions, knows beforehand whether it must be accepted, and
compares all rows with the model afterwards. Acts come with an old page too: what was read before somebody else acted.
"""

from collections import Counter

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from learningdialogues import facilitation, keys, sealing
from learningdialogues.models import (
    Ballot,
    BlockedWriter,
    Contribution,
    Dialogue,
    Entry,
    Gave,
    Ready,
    Report,
    SealedContribution,
    Step,
    Subject,
)
from network.models import Role
from tests.learningdialogues.factories import guide
from tests.learningdialogues.life_at_the_desk import Ending, Rounds
from tests.learningdialogues.life_machine import STORY, Door
from tests.learningdialogues.life_model import TRANSITIONS
from tests.network.factories import person

KINDS = ("gather", "rank", "perspectives", "reflect")
LIVES, FEWER_LIVES, ACTS_EACH, ACTS_IN_FULL = 200, 50, 30, 50
"""The suite leaves some to SQLite, because it waits for both databases."""
ACTS = {
    *("open", "join", "door", "seats", "start", "move on", "pause", "resume", "reorder", "minutes", "add", "hand over"),
    *("give", "send again", "edit", "withdraw", "nothing_to_add", "set_ready", "verdeel", "cijfers", "agree"),
    *("check", "hide", "block", "reveal", "reveal late", "open again", "close", "object", "erase"),
}
"""Each of them must have been accepted at least once in the suite, else the lives are too poor."""


class LifeOfADialogue(Door, Rounds, Ending):
    """All acts together, and what must hold after each."""

    @invariant()
    def the_status_changes_only_as_the_transitions_say(self) -> None:
        row = Dialogue.objects.values("status", "seats", "seats_taken", "is_door_open", "current_step", "version").get(
            pk=self.dialogue_id
        )
        model = self.model
        assert row["status"] == model.status
        assert model.status == self.status_before or model.status in TRANSITIONS[self.status_before]
        assert (row["seats"], row["seats_taken"], row["is_door_open"]) == (model.seats, model.taken, model.is_door_open)
        assert row["seats_taken"] <= row["seats"]
        assert row["current_step"] == (model.current.pk if model.current else None)
        assert row["version"] >= self.version_before
        self.status_before, self.version_before = row["status"], row["version"]

    @invariant()
    def there_is_a_key_only_while_the_dialogue_is_live(self) -> None:
        try:
            keys.load_key(self.dialogue_id)
        except keys.KeyGone:
            assert not self.model.is_live
        else:
            assert self.model.is_live

    @property
    def key(self) -> bytes:
        return sealing.key_of(Step(dialogue_id=self.dialogue_id))

    @invariant()
    def steps_are_where_the_model_has_them(self) -> None:
        rows = Step.objects.filter(dialogue=self.dialogue_id).order_by("position")
        found = list(rows.values_list("pk", "state", "round", "round_number", "level"))
        assert found == [(step.pk, step.state, step.round, step.number, step.level) for step in self.model.steps]
        assert [row[1] for row in found].count("current") <= 1

    @invariant()
    def texts_lie_sealed_or_shown_as_the_model_says(self) -> None:
        """Nothing is shown before its release, and nothing gets lost."""
        rows = sealing.opened(SealedContribution.objects.filter(dialogue=self.dialogue_id), self.key)
        sealed = [(row.step_id, row.text, row.is_hidden) for row in rows if row.details != sealing.NOTHING]
        shown = Contribution.objects.filter(dialogue=self.dialogue_id).values_list("step", "text", "is_hidden")
        steps = self.model.steps
        assert Counter(sealed) == Counter(
            (step.pk, given.text, given.is_hidden) for step in steps for given in step.sealed.values()
        )
        assert Counter(shown) == Counter(
            (step.pk, given.text, given.is_hidden) for step in steps for given in step.shown.values()
        )

    @invariant()
    def counts_are_right(self) -> None:
        """One giver counts once, a ballot is there once, and after a release nothing counts anybody."""
        for model, of in ((Gave, "gave"), (Ready, "ready")):
            rows = model.objects.filter(step__dialogue=self.dialogue_id).values_list("step", flat=True)
            assert Counter(rows) == Counter(step.pk for step in self.model.steps for _one in getattr(step, of)), of
        found: Counter = Counter()
        for ballot in Ballot.objects.filter(step__dialogue=self.dialogue_id):
            question = ballot.question or (sealing.open_vote(ballot, self.key) or {}).get("question")
            found[ballot.step_id, question, bool(ballot.tag)] += 1
        expected = {(step.pk, *key): number for step in self.model.steps for key, number in step.ballots().items()}
        assert found == expected

    @invariant()
    def what_is_over_leaves_no_trace(self) -> None:
        """No blocked tag after closing; after erasing no text anywhere, not in results or reports either."""
        if not self.model.is_live:
            assert not BlockedWriter.objects.filter(dialogue=self.dialogue_id).exists()
        if self.model.status not in ("closed", "erased"):
            return
        kept = [*Step.objects.filter(dialogue=self.dialogue_id).values_list("result", flat=True)]
        kept += Report.objects.filter(dialogue=self.dialogue_id).values_list("sections", flat=True)
        assert not [text for text in self.model.texts if text in str(kept)]
        if self.model.status == "erased":
            assert not Entry.objects.filter(dialogue=self.dialogue_id).exists()
            assert not Subject.objects.filter(dialogue=self.dialogue_id).exists()
            assert STORY not in str(kept)


def test_the_transitions_are_those_that_the_design_names():
    assert facilitation.TRANSITIONS == TRANSITIONS


@pytest.mark.django_db
@pytest.mark.proof(suite=1, full=50)
def test_whatever_people_do_a_dialogue_stays_what_the_model_says(runs):
    """Each run is 200 lives of at most 30 acts; in full there are 50 runs, with at most 50 acts in each life."""
    LifeOfADialogue.guides = (
        guide(*KINDS, texts={"reflect": {"level": "hidden"}}),
        guide(*KINDS, "story", texts={"gather": {"mode": "open"}}),
    )
    LifeOfADialogue.facilitators = (person(Role.FACILITATOR), person(Role.FACILITATOR))
    lives = LIVES if runs.is_full or connection.vendor == "sqlite" else FEWER_LIVES
    for number in runs:
        run_state_machine_as_test(
            seed(number)(LifeOfADialogue),
            settings=settings(
                max_examples=lives,
                stateful_step_count=ACTS_IN_FULL if runs.is_full else ACTS_EACH,
                deadline=None,
                database=None,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
            ),
        )
        runs.keep({"lives": (number + 1) * lives})
    runs.tell(**runs.kept, failures=0)
    if lives == LIVES and not runs.is_full:
        assert {act for act in ACTS if not LifeOfADialogue.accepted[act]} == set()
