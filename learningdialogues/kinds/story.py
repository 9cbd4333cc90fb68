"""*Verhaal*: the room reads the case and asks what is not clear yet."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from learningdialogues.kinds.base import TextKind
from learningdialogues.models import Step


class Story(TextKind):
    code = "story"
    name = _("Story")
    icon = "book"
    erased = ("subjects",)
    shows_subjects = True

    def room(self, step: Step) -> dict[str, Any]:
        return super().room(step) | {"subjects": list(step.dialogue.subjects.all())}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        return {"subjects": result["subjects"]} if result.get("subjects") else None

    def result(self, step: Step) -> dict[str, Any]:
        told = [{"title": one.title, "text": one.text, "kind": one.kind} for one in step.dialogue.subjects.all()]
        return super().result(step) | {"subjects": told}


kind = Story()
