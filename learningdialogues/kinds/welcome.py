"""*Welkom*: the goal, the house rules, what is and is not stored, consent; and what earlier dialogues left open."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import agreements, rounds
from learningdialogues.kinds.base import DeskAct, Form, StepKind, uuid_of
from learningdialogues.models import Agreement, Step
from learningdialogues.rounds import NotAccepted, Who
from learningdialogues.telling import tell_room


class Welcome(StepKind):
    code = "welcome"
    name = gettext_lazy("Welcome")
    icon = "door-enter"

    def room(self, step: Step) -> dict[str, Any]:
        return {
            "open_agreements": list(agreements.open_in_series(step.dialogue)),
            "agreement_states": Agreement.State.choices,
        }

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        return {"is_ready": by is not None and rounds.is_ready(step, by=by)}

    def desk_acts(self) -> dict[str, DeskAct]:
        return {"stand": set_agreement}


def set_agreement(step: Step, form: Form) -> None:
    """The group says how far an agreement of an earlier dialogue is."""
    agreement = agreements.open_in_series(step.dialogue).filter(pk=uuid_of(form)).first()
    if agreement is None:
        raise NotAccepted(_("This agreement is not open any more."))
    agreements.set_state(agreement, form.get("stand", ""))
    tell_room(step.dialogue_id)


kind = Welcome()
