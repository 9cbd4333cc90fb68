"""*Verzamelen*: everybody thinks first and writes, and all of it is shown at once, in random order.

In the open mode of a guide's step what came in is shown in batches while the step goes on, so that others can build on
it. The facilitator shows a batch, from five givers on. It does not happen by itself at the fifth: then the clock would
tell who that was, and nobody would have read it first.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from learningdialogues.kinds.base import TextKind
from learningdialogues.models import Contribution, Step


class Gather(TextKind):
    code = "gather"
    name = _("Gather")
    icon = "pencil"

    def room(self, step: Step) -> dict[str, Any]:
        context = super().room(step)
        newest, earlier = in_batches(context["contributions"])
        if step.shows_in_batches and earlier:
            context["batches"] = [(_("Newest"), newest), (_("Earlier"), earlier)]
        return context


def in_batches(rows: list[Contribution]) -> tuple[list[Contribution], list[Contribution]]:
    """The rows of the last batch that was shown, and those of the batches before it."""
    last = max((row.details.get("batch", 0) for row in rows), default=0)
    newest = [row for row in rows if row.details.get("batch", 0) == last]
    return newest, [row for row in rows if row.details.get("batch", 0) != last]


kind = Gather()
