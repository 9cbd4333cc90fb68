"""*Welkom*: the goal, the house rules, what is and is not stored, and consent."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from learningdialogues import rounds
from learningdialogues.kinds.base import StepKind
from learningdialogues.models import Step
from learningdialogues.rounds import Who


class Welcome(StepKind):
    code = "welcome"
    name = _("Welcome")
    icon = "door-enter"

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        return {"is_ready": by is not None and rounds.is_ready(step, by=by)}


kind = Welcome()
