"""*Groeperen*: contributions of earlier steps are put into named groups; only groups come into the report."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries
from learningdialogues.kinds.base import DeskAct, Form, StepKind, required, uuid_of
from learningdialogues.models import Contribution, Entry, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room

UNDO_STEPS = 20


class Cluster(StepKind):
    code = "cluster"
    name = gettext_lazy("Group")
    icon = "layout-grid"

    def room(self, step: Step) -> dict[str, Any]:
        material = sources(step)
        found = [
            {"entry": group, "contributions": [row for row in material if row.group_id == group.pk]}
            for group in entries.of_type(step, Entry.Type.GROUP)
        ]
        return {
            "groups": found,
            "loose": [row for row in material if row.group_id is None],
            "total": len(material),
        }

    def desk(self, step: Step) -> dict[str, Any]:
        return {"last_act": step.settings.get("last_act", ""), "can_undo": bool(step.settings.get("undo"))}

    def result(self, step: Step) -> dict[str, Any]:
        return {
            "groups": [
                {
                    "title": group["entry"].data["title"],
                    "text": group["entry"].data.get("text", ""),
                    "count": len(group["contributions"]),
                }
                for group in self.room(step)["groups"]
            ]
        }

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        return result if result.get("groups") else None

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "zet-in": put_in_group,
            "nieuwe-groep": new_group,
            "haal-eruit": take_out,
            "hernoem": rename,
            "voeg-samen": merge,
            "splits": split,
            "ongedaan": undo,
        }


def sources(step: Step) -> list[Contribution]:
    """The shown contributions of the steps that this step draws from, in the random order of their release."""
    titles = step.texts.get("takes_from", [])
    return list(
        Contribution.objects.filter(
            dialogue_id=step.dialogue_id, is_hidden=False, step__title__in=titles, step__position__lt=step.position
        )
    )


def _chosen(step: Step, form: Form) -> list[Contribution]:
    wanted = set(form.getlist("bijdrage"))
    found = [row for row in sources(step) if str(row.pk) in wanted]
    if not found:
        raise NotAccepted(_("Tick one or more contributions first."))
    return found


def _remember(step: Step, act: str) -> None:
    """Keep the state before ``act`` so that it can be undone."""
    groups = [(str(group.pk), group.data, group.position) for group in entries.of_type(step, Entry.Type.GROUP)]
    places = {str(row.pk): str(row.group_id) for row in sources(step) if row.group_id}
    undo_list = [*step.settings.get("undo", []), {"groups": groups, "places": places}][-UNDO_STEPS:]
    step.settings |= {"undo": undo_list, "last_act": act}
    step.save(update_fields=["settings"])


def _move(rows: list[Contribution], group_id: UUID | None) -> None:
    Contribution.objects.filter(pk__in=[row.pk for row in rows]).update(group_id=group_id)


def put_in_group(step: Step, form: Form) -> None:
    """Put the ticked contributions into a group that exists."""
    with transaction.atomic():
        rows, group = _chosen(step, form), entries.get(step, uuid_of(form, "groep"))
        _remember(step, _("%(count)d put in “%(group)s”") % {"count": len(rows), "group": group.data["title"]})
        _move(rows, group.pk)
        tell_room(step.dialogue_id)


def new_group(step: Step, form: Form) -> None:
    """Make a group and put the ticked contributions, if any, into it."""
    title = required(form, "naam", _("Give the group a name."))[:120]
    with transaction.atomic():
        rows = _chosen(step, form) if form.getlist("bijdrage") else []
        _remember(step, _("New group “%(group)s”") % {"group": title})
        group = entries.add(step, Entry.Type.GROUP, {"title": title})
        _move(rows, group.pk)


def take_out(step: Step, form: Form) -> None:
    with transaction.atomic():
        rows = _chosen(step, form)
        _remember(step, _("%(count)d taken out") % {"count": len(rows)})
        _move(rows, None)
        tell_room(step.dialogue_id)


def rename(step: Step, form: Form) -> None:
    title = required(form, "naam", _("Give the group a name."))[:120]
    group = entries.get(step, uuid_of(form, "groep"))
    _remember(step, _("“%(old)s” renamed") % {"old": group.data["title"]})
    entries.change(step, group.pk, title=title, text=form.get("toelichting", group.data.get("text", "")).strip()[:300])


def merge(step: Step, form: Form) -> None:
    """Move everything of one group into another and drop the first."""
    with transaction.atomic():
        group, other = entries.get(step, uuid_of(form, "groep")), entries.get(step, uuid_of(form, "met"))
        if group.pk == other.pk:
            raise NotAccepted(_("Choose another group to merge with."))
        names = {"one": group.data["title"], "other": other.data["title"]}
        _remember(step, _("“%(one)s” merged with “%(other)s”") % names)
        Contribution.objects.filter(group=group).update(group=other)
        entries.remove(step, group.pk)


def split(step: Step, form: Form) -> None:
    """Take the ticked contributions of a group into a new group."""
    new_group(step, form)


def undo(step: Step, form: Form) -> None:
    """Bring back the state before the last act."""
    undo_list = step.settings.get("undo", [])
    if not undo_list:
        raise NotAccepted(_("There is nothing to undo."))
    before = undo_list[-1]
    with transaction.atomic():
        Contribution.objects.filter(pk__in=[row.pk for row in sources(step)]).update(group=None)
        step.entries.filter(type=Entry.Type.GROUP).exclude(pk__in=[pk for pk, _d, _p in before["groups"]]).delete()
        for pk, data, position in before["groups"]:
            Entry.objects.update_or_create(
                pk=pk,
                defaults={
                    "dialogue_id": step.dialogue_id,
                    "step": step,
                    "type": Entry.Type.GROUP,
                    "data": data,
                    "position": position,
                },
            )
        for row_id, group_id in before["places"].items():
            Contribution.objects.filter(pk=row_id).update(group_id=group_id)
        step.settings |= {"undo": undo_list[:-1], "last_act": _("Undone")}
        step.save(update_fields=["settings"])
        tell_room(step.dialogue_id)


kind = Cluster()
