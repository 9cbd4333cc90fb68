"""What the facilitator does at the desk: one address for each act; a refusal is told with all that was typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learningdialogues import (
    facilitation,
    leading,
    moderating,
    planning,
    rehearsing,
    renewing,
    rounds,
    seating,
    windows,
)
from learningdialogues.forms import AddStepForm, CoFacilitatorForm, PlanForm
from learningdialogues.guarding import KEEP, cleared, refused
from learningdialogues.kinds.base import uuid_of, whole
from learningdialogues.models import Dialogue, Step
from learningdialogues.paper import check_people_join
from learningdialogues.rounds import NotAccepted
from learningdialogues.views.desk import desk_page, follow_code_page, led, may_be_prepared, step_ahead_page, window_form
from network.models import User


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, dialogue_id: UUID, name: str) -> HttpResponse:
    """One act at the desk on the dialogue itself. The address of a refused form, asked for again, leads back."""
    dialogue = led(request, dialogue_id)
    if request.method == "GET":
        return HttpResponseRedirect(dialogue.get_absolute_url())
    perform = ACTS.get(name)
    if perform is None:
        raise Http404
    if not (dialogue.is_live or (name, dialogue.status) in ALLOWED_OUTSIDE):
        return HttpResponseRedirect(dialogue.get_absolute_url())
    return _performed(request, dialogue, lambda: perform(request, dialogue))


@never_cache
@require_http_methods(["GET", "POST"])
def step_act(request: HttpRequest, dialogue_id: UUID, step_id: UUID, name: str) -> HttpResponse:
    """One act at the desk that belongs to the kind of a step."""
    dialogue = led(request, dialogue_id)
    if request.method == "GET":
        return HttpResponseRedirect(dialogue.get_absolute_url())
    step = get_object_or_404(dialogue.steps, pk=step_id)
    step.dialogue = dialogue
    perform = step.kind_module.desk_acts().get(name)
    if name == "van-papier" and dialogue.was_on_paper:
        perform = step.kind_module.from_paper
    is_ahead = may_be_prepared(step) and name in step.kind_module.prepares
    if perform is None or not (dialogue.is_live or is_ahead):
        raise Http404

    def checked() -> HttpResponse | None:
        perform(step, cleared(request.POST))
        return redirect("step_ahead", dialogue.pk, step.pk) if is_ahead else None

    return _performed(request, dialogue, checked, step if is_ahead else None)


def _performed(
    request: HttpRequest, dialogue: Dialogue, perform: Callable[[], Any], ahead: Step | None = None
) -> HttpResponse:
    """Perform an act and show the desk again; what is not accepted is said there, with all that was typed.

    Whoever changes something holds the dialogue first, then its steps: so desk and room never wait for each other.
    """
    try:
        with transaction.atomic():
            Dialogue.objects.select_for_update().only("pk").get(pk=dialogue.pk)
            answer = perform()
    except NotAccepted as error:
        more = refused(error, request.POST) | {
            "act_path": request.path,
            "typed_lists": [pair for pair in request.POST.lists() if pair[0] != "csrfmiddlewaretoken"],
        }
        if ahead is not None:
            return step_ahead_page(request, ahead, 422, **more)
        return desk_page(request, led(request, dialogue.pk), 422, **more)
    if dialogue.is_rehearsal:
        _let_the_invented_act(dialogue)
    return answer if isinstance(answer, HttpResponse) else HttpResponseRedirect(dialogue.get_absolute_url())


def _let_the_invented_act(dialogue: Dialogue) -> None:
    fresh = Dialogue.objects.select_related("current_step").get(pk=dialogue.pk)
    if fresh.is_live and fresh.current_step is not None:
        fresh.current_step.dialogue = fresh
        rehearsing.let_them_act(fresh.current_step)


def _confirm_and_open(request: HttpRequest, dialogue: Dialogue) -> None:
    dialogue.no_procedure_runs = request.POST.get("geen-procedure") == "ja"
    dialogue.management_agreed = request.POST.get("leiding-akkoord") == "ja"
    dialogue.story_was_read = request.POST.get("verhaal-gelezen") == "ja"
    dialogue.save(update_fields=["no_procedure_runs", "management_agreed", "story_was_read"])
    facilitation.open_room(dialogue, at=timezone.now())


def _start(request: HttpRequest, dialogue: Dialogue) -> None:
    facilitation.start(dialogue, at=timezone.now())


def _move_on(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    """To the next step, or to the step that was chosen. Asks first while anything is sealed, also what came just now.

    It does not say how much: the counts at the desk are some seconds old, so that no moment of giving shows.
    """
    to, reason = _chosen_step(dialogue, request.POST.get("naar", "")), _reason(request)
    if not request.POST.get("toch") and _has_sealed(dialogue.current_step):
        asked = {"ask_to_move": to, "asked_reason": reason, "asked_keep": request.POST.get(KEEP, "")}
        return desk_page(request, dialogue, **asked)
    facilitation.move_on(dialogue, to=to, at=timezone.now(), reason=reason)
    return None


def _has_sealed(step: Step | None) -> bool:
    """Whether texts or votes of ``step`` lie sealed at this moment."""
    return step is not None and (step.sealedcontributions.exists() or step.ballots.exclude(tag="").exists())


def _chosen_step(dialogue: Dialogue, wanted: str) -> Step:
    if not wanted:
        step = facilitation.next_step(dialogue)
        if step is None:
            raise NotAccepted(_("This is the last step."))
        return step
    try:
        return dialogue.steps.get(pk=UUID(wanted))
    except (ValueError, Step.DoesNotExist):
        raise NotAccepted(_("This step does not exist.")) from None


def _current(dialogue: Dialogue) -> Step:
    if dialogue.current_step is None:
        raise NotAccepted(_("The dialogue has not started yet."))
    dialogue.current_step.dialogue = dialogue
    return dialogue.current_step


def _contribution_id(request: HttpRequest) -> UUID:
    return uuid_of(request.POST)


def _close(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    """Close, and show the follow code: this once, for the facilitator to share with the group. Nobody rehearses it."""
    if not request.POST.get("zeker"):
        raise NotAccepted(_("Tick that you want to close the dialogue."))
    code = facilitation.close(dialogue, at=timezone.now())
    return None if dialogue.is_rehearsal else follow_code_page(request, dialogue, code)


def _print_codes(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    check_people_join(dialogue)
    codes = seating.print_codes(dialogue)
    context = {"dialogue": dialogue, "codes": codes, "site": request.build_absolute_uri("/meedoen/")}
    return render(request, "learningdialogues/desk/codes.html", context)


def _open_again(request: HttpRequest, dialogue: Dialogue) -> None:
    step = _current(dialogue)
    if dialogue.was_on_paper or not step.kind_module.opens_again:
        raise NotAccepted(_("This step is not opened again."))
    renewing.open_again(step)


def _add_minutes(request: HttpRequest, dialogue: Dialogue) -> None:
    planning.add_minutes(_current(dialogue), 2)


def _set_door(request: HttpRequest, dialogue: Dialogue) -> None:
    check_people_join(dialogue)
    seating.set_door(dialogue, is_open=request.POST.get("open") == "ja")


def _set_seats(request: HttpRequest, dialogue: Dialogue) -> None:
    check_people_join(dialogue)
    seating.set_seats(dialogue, whole(request.POST.get("plekken", "")))


def _set_expert(request: HttpRequest, dialogue: Dialogue) -> None:
    facilitation.set_expert(dialogue, is_here=request.POST.get("ervaringsdeskundige") == "ja")


def _new_follow_code(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """The code was shown once; when it got lost the facilitator gives the group a new one."""
    return follow_code_page(request, dialogue, facilitation.renew_follow_code(dialogue))


def _reason(request: HttpRequest) -> str:
    return cleared(request.POST).get("reden", "").strip()


def _pause(request: HttpRequest, dialogue: Dialogue) -> None:
    facilitation.pause(dialogue, at=timezone.now(), reason=_reason(request))


def _resume(request: HttpRequest, dialogue: Dialogue) -> None:
    facilitation.resume(dialogue, at=timezone.now())


def _set_minutes(request: HttpRequest, dialogue: Dialogue) -> None:
    step = _chosen_step(dialogue, request.POST.get("stap", ""))
    planning.set_minutes(step, whole(request.POST.get("minuten", "")), at=timezone.now(), reason=_reason(request))


def _move_step(request: HttpRequest, dialogue: Dialogue) -> None:
    step = _chosen_step(dialogue, request.POST.get("stap", ""))
    up = request.POST.get("richting") == "eerder"
    planning.move(step, up=up, at=timezone.now(), reason=_reason(request))


def _add_step(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    form = AddStepForm(request.POST)
    if not form.is_valid():
        return desk_page(request, dialogue, 422, add_step=form)
    values = form.cleaned_data
    reason = values.pop("reden")
    planning.add_step(dialogue, **values, at=timezone.now(), reason=reason)
    return None


def _set_when(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    form = PlanForm(request.POST, instance=dialogue)
    if not form.is_valid():
        return desk_page(request, dialogue, 422, when=form)
    form.save()
    return None


def _set_window(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    form = window_form(dialogue, request.POST)
    if not form.is_valid():
        return desk_page(request, dialogue, 422, window_form=form)
    values = form.cleaned_data
    try:
        windows.set_window(
            _chosen_step(dialogue, values["stap"]),
            opens=values["opens"],
            closes=values["closes"],
            reminds=values["reminds"],
            addresses=values["addresses"].splitlines(),
            at=timezone.now(),
        )
    except NotAccepted as error:
        form.add_error(None, str(error))
        return desk_page(request, dialogue, 422, window_form=form)
    return None


def _take_window_away(request: HttpRequest, dialogue: Dialogue) -> None:
    windows.take_window_away(_chosen_step(dialogue, request.POST.get("stap", "")))


def _take_suggestions(request: HttpRequest, dialogue: Dialogue) -> None:
    planning.take_suggestions(dialogue)


def _add_co_facilitator(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    form = CoFacilitatorForm(request.POST)
    if not form.is_valid():
        return desk_page(request, dialogue, 422, co_form=form)
    try:
        leading.lead_along(dialogue, form.cleaned_data["email"])
    except NotAccepted as error:
        form.add_error("email", str(error))
        return desk_page(request, dialogue, 422, co_form=form)
    return None


def _co_facilitator(request: HttpRequest, dialogue: Dialogue) -> User:
    found = dialogue.co_facilitators.filter(email=request.POST.get("email", "")).first()
    if found is None:
        raise NotAccepted(_("Choose one of the co-facilitators."))
    return found


def _remove_co_facilitator(request: HttpRequest, dialogue: Dialogue) -> None:
    dialogue.co_facilitators.remove(_co_facilitator(request, dialogue))


def _hand_over(request: HttpRequest, dialogue: Dialogue) -> None:
    to = _co_facilitator(request, dialogue)
    facilitation.lead_changes_to(dialogue, to, at=timezone.now(), reason=_reason(request))


OF_THE_PLAN = (
    *("minuten", "verplaats", "stap-erbij", "neem-tijden-over", "wanneer", "periode", "periode-weg"),
    *("begeleider-erbij", "begeleider-weg", "draag-over"),
)
ALLOWED_OUTSIDE = {("open", "draft"), ("volgcode", "closed"), *((act, "draft") for act in OF_THE_PLAN)}
"""Acts on a dialogue that is not open or running, with its status."""

ACTS: dict[str, Callable[[HttpRequest, Dialogue], HttpResponse | None]] = {
    "open": _confirm_and_open,
    "begin": _start,
    "verder": _move_on,
    "controleer": lambda request, dialogue: rounds.check(_current(dialogue)),
    "vraag-akkoord": lambda request, dialogue: rounds.ask_to_release(_current(dialogue)),
    "toon": lambda request, dialogue: rounds.reveal(_current(dialogue)),
    "toon-nakomers": lambda request, dialogue: rounds.reveal_late(_current(dialogue)),
    "verberg": lambda request, dialogue: moderating.hide(
        _current(dialogue), id=_contribution_id(request), reason=_reason(request)
    ),
    "blokkeer": lambda request, dialogue: moderating.block_writer(_current(dialogue), id=_contribution_id(request)),
    "nog-een-keer": _open_again,
    "meer-tijd": _add_minutes,
    "pauze": _pause,
    "hervat": _resume,
    "minuten": _set_minutes,
    "verplaats": _move_step,
    "stap-erbij": _add_step,
    "wanneer": _set_when,
    "periode": _set_window,
    "periode-weg": _take_window_away,
    "neem-tijden-over": _take_suggestions,
    "begeleider-erbij": _add_co_facilitator,
    "begeleider-weg": _remove_co_facilitator,
    "draag-over": _hand_over,
    "deur": _set_door,
    "plekken": _set_seats,
    "ervaringsdeskundige": _set_expert,
    "codes": _print_codes,
    "sluit": _close,
    "volgcode": _new_follow_code,
}
