"""*Verhaal*: the room reads the case and asks what is not clear yet."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from learningdialogues.kinds.base import TextKind
from learningdialogues.models import Step


class Story(TextKind):
    code = "story"
    name = _("Story")
    icon = "book"

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        return {"story": result["story"]} if result.get("story") else None

    def result(self, step: Step) -> dict[str, Any]:
        return super().result(step) | {"story": step.dialogue.story}


kind = Story()
