"""*Voortborduren*: everybody reads what an earlier step brought, picks one contribution and builds on it.

What people build is sealed like every contribution, and shown under what it builds on. The report holds how much was
built on, and the names of the groups that it came into: no texts.
"""

from collections import Counter
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import rounds
from learningdialogues.kinds import cluster
from learningdialogues.kinds.base import Form, Row, TextKind
from learningdialogues.models import Contribution, Step
from learningdialogues.rounds import NotAccepted

BUILT_ON = ("gather", "story", "timeline")
"""Without a choice in the guide people build on the last step of one of these kinds."""
FIELD = "op"
WORDS = 12


class Build(TextKind):
    code = "build"
    name = gettext_lazy("Build on")
    icon = "plus"
    fields = (FIELD,)

    def room(self, step: Step) -> dict[str, Any]:
        found, shown = originals(step), rounds.shown(step)
        known = {str(row.pk) for row in found}
        rows = [{"row": row, "built": [one for one in shown if one.details.get(FIELD) == str(row.pk)]} for row in found]
        return {
            "originals": found,
            "built": [row for row in rows if row["built"]],
            "left": [row["row"] for row in rows if not row["built"]],
            "loose": [row for row in shown if row.details.get(FIELD) not in known],
        }

    def with_about(self, step: Step, rows: list[Row]) -> list[Row]:
        texts = {str(row.pk): Truncator(row.text).words(WORDS) for row in originals(step)} if rows else {}
        for row in rows:
            on = row.details.get(FIELD)
            row.about = _("on “%(text)s”") % {"text": texts.get(on, "…")} if on else ""
        return rows

    def details(self, step: Step, form: Form) -> dict[str, Any]:
        kept = super().details(step, form)
        if kept.get(FIELD) not in {str(row.pk) for row in originals(step)}:
            raise NotAccepted(_("Choose first what you build on."))
        return kept

    def result(self, step: Step) -> dict[str, Any]:
        made = [row for row in step.contributions.select_related("group") if not row.is_hidden]
        groups = Counter(row.group.data["title"] for row in made if row.group)
        return {
            "count": len(made),
            "built_on": len({row.details[FIELD] for row in made if FIELD in row.details}),
            "originals": len(originals(step)),
            "groups": [{"title": title, "count": count} for title, count in groups.most_common()],
        }

    def invented_fields(self, step: Step, number: int) -> dict[str, str]:
        found = originals(step)
        return {FIELD: str(found[number % len(found)].pk)} if found else {}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        return result if result.get("count") else None


def originals(step: Step) -> list[Contribution]:
    """What people build on: the steps that the guide names, else the last earlier one that brought something in."""
    if step.texts.get("takes_from"):
        return cluster.sources(step)
    shown = Contribution.objects.filter(
        dialogue_id=step.dialogue_id, is_hidden=False, step__kind__in=BUILT_ON, step__position__lt=step.position
    )
    rows = list(shown.select_related("step"))
    last = max((row.step.position for row in rows), default=0)
    return [row for row in rows if row.step.position == last]


kind = Build()
