"""*Oorzaken*: the room names structural causes, sees what was seen before, and says which ones are a pattern."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries
from learningdialogues.kinds.base import DeskAct, Form, TextKind, required, uuid_of
from learningdialogues.models import Entry, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.seen import for_the_room, seen_before
from network.models import Item
from network.visibility import ANYONE

CATEGORIES = {
    "wet": gettext_lazy("Laws and rules"),
    "systeem": gettext_lazy("How the system is set up"),
    "handelen": gettext_lazy("Professional conduct"),
}


NOTHING_SEEN: dict[str, list[dict[str, str]]] = {"items": [], "practices": []}


class Patterns(TextKind):
    code = "patterns"
    name = gettext_lazy("Causes and patterns")
    icon = "grid-dots"
    fields = ("soort",)
    choices = {"soort": CATEGORIES}

    def room(self, step: Step) -> dict[str, Any]:
        causes = entries.of_type(step, Entry.Type.CAUSE)
        keys = {key for cause in causes for key in cause.data.get("item_keys", [])}
        titles = {item.pk: item for item in Item.objects.visible_to(ANYONE).filter(pk__in=keys)} if keys else {}
        return super().room(step) | {
            "causes": [
                {
                    "entry": cause,
                    "category": CATEGORIES.get(cause.data["category"], ""),
                    "seen": cause.data.get("seen", NOTHING_SEEN),
                    "items": [titles[key] for key in cause.data.get("item_keys", []) if key in titles],
                }
                for cause in causes
            ],
            "categories": CATEGORIES,
        }

    def desk(self, step: Step) -> dict[str, Any]:
        causes = entries.of_type(step, Entry.Type.CAUSE)
        groups = [entry for entry in step.dialogue.entries.all() if entry.type == Entry.Type.GROUP]
        taken = {cause.data["title"] for cause in causes}
        return super().desk(step) | {
            "seen": list(zip(causes, seen_before(_words_of(cause) for cause in causes), strict=True)),
            "groups": [group for group in groups if group.data["title"] not in taken],
        }

    def result(self, step: Step) -> dict[str, Any]:
        causes = [dict(entry.data) for entry in entries.of_type(step, Entry.Type.CAUSE)]
        for cause in causes:
            cause.pop("seen", None)
        return super().result(step) | {"causes": causes}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        causes = [
            cause | {"category_name": CATEGORIES.get(cause["category"], "")} for cause in result.get("causes", [])
        ]
        return {"causes": causes} if causes else None

    def desk_acts(self) -> dict[str, DeskAct]:
        return {"oorzaak": add_cause, "wijzig-oorzaak": change_cause, "koppel": link, "haal-weg": remove}


def _words_of(cause: Entry) -> str:
    return f"{cause.data['title']} {cause.data.get('text', '')}"


def _values(form: Form) -> dict[str, Any]:
    category = form.get("soort", "")
    if category not in CATEGORIES:
        raise NotAccepted(_("Choose what kind of cause it is."))
    return {
        "title": required(form, "naam", _("Give the cause a name."))[:120],
        "text": form.get("tekst", "").strip()[:500],
        "category": category,
        "is_pattern": form.get("is-patroon") == "ja",
        "question": form.get("gespreksvraag", "").strip()[:300],
    }


def _with_seen(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"seen": for_the_room(f"{values['title']} {values['text']}")}


def add_cause(step: Step, form: Form) -> None:
    entries.add(step, Entry.Type.CAUSE, _with_seen(_values(form)) | {"item_keys": []})


def change_cause(step: Step, form: Form) -> None:
    entries.change(step, uuid_of(form), **_with_seen(_values(form)))


def link(step: Step, form: Form) -> None:
    """Say that a cause belongs together with something that is known already."""
    item = Item.objects.visible_to(ANYONE).filter(pk=form.get("sleutel", "")).first()
    if item is None:
        raise NotAccepted(_("This item cannot be found."))
    cause = entries.get(step, uuid_of(form))
    entries.change(step, cause.pk, item_keys=sorted({*cause.data.get("item_keys", []), item.pk}))


def remove(step: Step, form: Form) -> None:
    entries.remove(step, uuid_of(form))


kind = Patterns()
