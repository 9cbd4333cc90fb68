"""What the facilitator sees: the page of a dialogue, the desk of the present version, the big screen."""

from typing import Any
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from learningdialogues import facilitation, leading, planning, rounds, tokens
from learningdialogues.forms import AddStepForm, CoFacilitatorForm, PlanForm, WindowForm
from learningdialogues.models import Dialogue, Step
from learningdialogues.paper import people_join
from learningdialogues.permissions import check, may_facilitate
from learningdialogues.rendering import SCREEN, context_of, counts_for_desk, desk_version_of, fill_in
from learningdialogues.views.refilling import refilled


def led(request: HttpRequest, dialogue_id: UUID) -> Dialogue:
    """A dialogue that this user leads. 404 when there is none, 403 when somebody else leads it."""
    dialogue = get_object_or_404(
        Dialogue.objects.select_related("current_step", "case", "facilitator", "organisation"), pk=dialogue_id
    )
    check(may_facilitate(request.user, dialogue))
    return dialogue


@never_cache
@require_GET
def desk(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The page of a dialogue for whoever leads it: preparation, the desk, or what came of it."""
    dialogue = led(request, dialogue_id)
    return desk_page(request, dialogue)


def desk_page(request: HttpRequest, dialogue: Dialogue, status: int = 200, **more: Any) -> HttpResponse:
    if dialogue.status == Dialogue.Status.RUNNING or dialogue.status == Dialogue.Status.OPEN:
        template, context = "learningdialogues/desk/desk.html", desk_context(request, dialogue)
    elif dialogue.status == Dialogue.Status.DRAFT:
        template, context = "learningdialogues/desk/prepare.html", _preparation(dialogue)
    else:
        rows = planning.plan_and_actual(dialogue.steps.all())
        template, context = (
            "learningdialogues/desk/over.html",
            {
                "dialogue": dialogue,
                "plan": rows,
                "changes": dialogue.plan_changes.all(),
            },
        )
    return _answer(request, template, context | more, status)


def window_form(dialogue: Dialogue, data: Any = None) -> WindowForm:
    """The form that opens a step for a time before the live session."""
    steps = [one for one in dialogue.steps.all() if one.kind_module.has_round and one.state == Step.State.AHEAD]
    return WindowForm(data, steps=steps)


def _preparation(dialogue: Dialogue) -> dict[str, Any]:
    steps = list(dialogue.steps.all())
    return context_of(dialogue, None) | {
        "steps": steps,
        "to_prepare": [step for step in steps if step.kind_module.prepares and not dialogue.was_on_paper],
        "all_minutes": sum(step.minutes + step.break_minutes for step in steps),
        "when": PlanForm(instance=dialogue),
        "suggested": planning.suggested_minutes(dialogue),
        "people_join": people_join(dialogue),
        "windows": [step for step in steps if step.window_closes],
        "window_form": window_form(dialogue),
        "add_step": AddStepForm(),
        "co_form": CoFacilitatorForm(),
        "asks_new_reader": leading.asks_new_reader(dialogue),
    }


def desk_context(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    """Everything the desk shows: the step with its script, counts without names, what may be done next."""
    step = dialogue.current_step
    context = context_of(dialogue, step)
    context["ticket"] = tokens.ticket(facilitation.key_of(dialogue), tokens.DESK)
    context["desk_version"] = desk_version_of(dialogue)
    context["people_join"] = people_join(dialogue)
    context["next"] = facilitation.next_step(dialogue)
    context["seat_dots"] = _dots(dialogue, step)
    context["join_url"] = _join_url(request, dialogue)
    context["add_step"], context["co_form"] = AddStepForm(), CoFacilitatorForm()
    context["windows"] = [one for one in dialogue.steps.all() if one.window_closes]
    context["window_form"] = window_form(dialogue)
    context["ahead"] = [one for one in dialogue.steps.all() if one.state == Step.State.AHEAD]
    context["all_ends_at"] = planning.all_ends_at(dialogue.steps.all(), timezone.now())
    if step is not None:
        context["paper_fields"] = step.kind_module.paper_fields(step) if dialogue.was_on_paper else []
        context["desk"] = step.kind_module.desk(step)
        context["counts"] = counts_for_desk(step)
        context["needed"] = rounds.RELEASE_AT
        context["late"] = context["counts"].gave if step.is_revealed else 0
        context["can_open_again"] = _can_open_again(step)
        if context["next"] is None:
            context["never_shown"] = _never_shown(dialogue, step, context["counts"].gave)
    return context


def _can_open_again(step: Step) -> bool:
    """Whether the desk offers a new round here; a kind with its own act for it says it in its own words."""
    kind = step.kind_module
    has_own_words = "opnieuw" in kind.desk_acts()
    may = step.is_revealed and kind.opens_again and not step.shows_in_batches and not step.dialogue.was_on_paper
    return may and not has_own_words


def _never_shown(dialogue: Dialogue, last: Step, gave: int) -> list[Step]:
    """Steps in which people gave something that nobody saw: closing is the last moment to go back to them."""
    before = dialogue.steps.exclude(pk=last.pk).exclude(round=Step.Round.REVEALED).filter(gave__isnull=False)
    return [*before.distinct(), *([last] if gave and last.kind_module.has_round and not last.is_revealed else [])]


def _join_url(request: HttpRequest, dialogue: Dialogue) -> str:
    return request.build_absolute_uri(f"/meedoen/?code={dialogue.code}")


def _dots(dialogue: Dialogue, step: Step | None) -> list[bool]:
    """One dot for each person present: filled when ready. Which dot is whose is nobody's."""
    ready = counts_for_desk(step).ready if step is not None else 0
    return [number < ready for number in range(dialogue.seats_taken)]


@never_cache
@require_GET
def step_ahead(request: HttpRequest, dialogue_id: UUID, step_id: UUID) -> HttpResponse:
    """A step that has not begun: what the facilitator may make ready, such as the line of events or the questions."""
    dialogue = led(request, dialogue_id)
    step = get_object_or_404(dialogue.steps, pk=step_id)
    step.dialogue = dialogue
    if not may_be_prepared(step):
        raise Http404
    with facilitation.as_it_stands(dialogue):
        step.kind_module.start(step)
    return step_ahead_page(request, step)


def step_ahead_page(request: HttpRequest, step: Step, status: int = 200, **more: Any) -> HttpResponse:
    context = context_of(step.dialogue, step) | {"desk": step.kind_module.desk(step)}
    return _answer(request, "learningdialogues/desk/step_ahead.html", context | more, status)


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """The page; when it answers an act that was refused, with all that was typed in the form of that act."""
    page = fill_in(render_to_string(template, context, request), request)
    if "act_path" in context:
        page = refilled(page, context["act_path"], context["typed"])
    return HttpResponse(page, status=status)


def may_be_prepared(step: Step) -> bool:
    """Whether its kind has something to make ready, and it has not begun."""
    is_before = step.dialogue.is_live or step.dialogue.status == Dialogue.Status.DRAFT
    return is_before and step.state == Step.State.AHEAD and bool(step.kind_module.prepares)


@never_cache
@require_GET
def desk_fragment(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The desk of the present version, for a browser that waits."""
    dialogue = led(request, dialogue_id)
    if not dialogue.is_live:
        return HttpResponse(status=410)
    part = render_to_string("learningdialogues/desk/_desk.html", desk_context(request, dialogue), request)
    response = HttpResponse(fill_in(part, request))
    response["X-Versie"] = str(desk_version_of(dialogue))
    return response


@never_cache
@require_GET
def screen(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The big screen: large, no controls. ``?deel=1`` gives only the part that changes; 410 when it is over."""
    dialogue = led(request, dialogue_id)
    if dialogue.status == Dialogue.Status.DRAFT:
        raise Http404
    if not dialogue.is_live:
        over = {"dialogue": dialogue, "site": _address(request, "follow")}
        return render(request, "learningdialogues/desk/screen_over.html", over, status=410)
    context = context_of(dialogue, dialogue.current_step)
    context |= {
        "ticket": tokens.ticket(facilitation.key_of(dialogue), tokens.SCREEN),
        "qr": qr_of(_join_url(request, dialogue)),
        "site": _address(request, "join"),
        "view": SCREEN,
        "people_join": people_join(dialogue),
    }
    template = "_screen.html" if request.GET.get("deel") else "screen.html"
    response = render(request, f"learningdialogues/desk/{template}", context)
    response["X-Versie"] = str(dialogue.version)
    return response


def follow_code_page(request: HttpRequest, dialogue: Dialogue, code: str) -> HttpResponse:
    """The follow code, this once: large, to scan, to copy and to print.

    The scanned address carries it behind ``#``, which no browser sends: it reaches no server and no log.
    """
    follow = request.build_absolute_uri(reverse("follow"))
    context = {"dialogue": dialogue, "follow_code": code, "site": _address(request, "follow")}
    return render(request, "learningdialogues/desk/closed.html", context | {"qr": qr_of(f"{follow}#{code}")})


def _address(request: HttpRequest, name: str) -> str:
    """An address as people read it out and type it."""
    return request.get_host() + reverse(name)


def qr_of(url: str) -> str:
    """A QR code as SVG, for one room's own address."""
    return mark_safe(segno.make(url, error="m").svg_inline(scale=4, border=2, omitsize=True))  # noqa: S308 by segno
