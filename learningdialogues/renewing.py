"""A round begins anew: another one of the same step, or because the key got lost and nobody can be recognised."""

from django.utils.translation import gettext as _

from learningdialogues import rewriting, rounds, sealing
from learningdialogues.models import Dialogue, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room


def open_again(step: Step) -> None:
    """Start a new round of the same step; what was shown before stays, and everybody gives anew.

    The new round promises what the step promised, also when the givers of this one agreed to less.
    """
    with rounds.as_it_stands(step):
        if not step.is_revealed:
            raise NotAccepted(_("Show this round first."))
        if step.shows_in_batches:
            raise NotAccepted(_("This step stays open: what is new is shown in batches."))
        _count_anew(step)
        if step.settings.pop("was_unlinkable", False):
            step.level = "unlinkable"
        step.round = Step.Round.COLLECTING
        step.round_number += 1
        step.save(update_fields=["round", "round_number", "level", "settings"])
        tell_room(step.dialogue_id)


def count_anew(dialogue: Dialogue) -> None:
    """When the key is lost nobody can be recognised, and what lies sealed cannot be opened: everybody gives anew."""
    for step in dialogue.steps.all():
        rewriting.drop(step.ballots.exclude(tag=""))
        rewriting.drop(step.sealedcontributions.all())
        _count_anew(step)
        step.save(update_fields=["settings"])


def _count_anew(step: Step) -> None:
    """Forget who gave. Texts that lie sealed wait for five givers: those who wrote them cannot be asked to agree."""
    rewriting.drop(step.gave.all())
    rewriting.drop(step.ready.all())
    if sealing.texts_of(step):
        step.settings["waits"] = True
