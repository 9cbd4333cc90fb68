"""The room of a participant: a page, a fragment that follows by itself, and acts. No session is read here."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from learningdialogues import tokens
from learningdialogues.cookies import participant_token
from learningdialogues.guarding import CheckFailed, check_texts, cleared
from learningdialogues.keys import KeyGone, load_key
from learningdialogues.models import Dialogue, Step
from learningdialogues.rendering import context_of, fill_in, shared_part
from learningdialogues.rounds import AlreadySentDifferently, NotAccepted, Who


class NotInside(Exception):
    """This browser has no seat in this dialogue (any more)."""


def _who(request: HttpRequest, dialogue_id: UUID) -> Who:
    try:
        token = participant_token(request, dialogue_id)
        if token is None:
            raise NotInside
        return Who(load_key(dialogue_id), token)
    except KeyGone as error:
        raise NotInside from error


def _dialogue(dialogue_id: UUID) -> Dialogue:
    return get_object_or_404(Dialogue.objects.select_related("current_step"), pk=dialogue_id)


def _outside(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """Where somebody without a seat goes: to the result when it is over, else to the door."""
    dialogue = Dialogue.objects.filter(pk=dialogue_id).first()
    if dialogue is not None and dialogue.closed_at:
        return render(request, "learningdialogues/room/over.html", {"dialogue": dialogue}, status=410)
    return HttpResponseRedirect("/meedoen/")


@login_not_required
@never_cache
@require_GET
def room(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The whole page; ``?stap=`` looks back at a step that is done."""
    try:
        who = _who(request, dialogue_id)
    except NotInside:
        return _outside(request, dialogue_id)
    dialogue = _dialogue(dialogue_id)
    step = _step_to_show(dialogue, request.GET.get("stap", ""))
    return _room_page(request, dialogue, step, who)


def _step_to_show(dialogue: Dialogue, wanted: str) -> Step | None:
    """The current step, or an earlier one to look back at: never one ahead."""
    if not wanted:
        return dialogue.current_step
    try:
        step = dialogue.steps.get(pk=UUID(wanted))
    except (ValueError, Step.DoesNotExist):
        raise Http404 from None
    if step.state == Step.State.AHEAD:
        raise Http404
    return step


def _room_page(
    request: HttpRequest, dialogue: Dialogue, step: Step | None, who: Who, status: int = 200, **more: Any
) -> HttpResponse:
    context = context_of(dialogue, step, who) | more
    context["is_looking_back"] = step is not None and step.pk != dialogue.current_step_id
    context["return_code"] = tokens.return_code(who.token, who.key)
    page = render_to_string("learningdialogues/room/participant.html", context, request)
    return HttpResponse(fill_in(page, request), status=status)


@login_not_required
@require_GET
def fragment(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The shared part of the present version, with an ETag."""
    try:
        _who(request, dialogue_id)
    except NotInside:
        return HttpResponse(status=410)
    version = get_object_or_404(Dialogue.objects.values_list("version", flat=True), pk=dialogue_id)
    if request.headers.get("If-None-Match") == f'"{version}"':
        return HttpResponse(status=304)
    version, part = shared_part(dialogue_id, version, _dialogue)
    response = HttpResponse(fill_in(part, request))
    response["ETag"], response["Cache-Control"] = f'"{version}"', "private, no-cache"
    response["X-Versie"] = str(version)
    return response


@login_not_required
@never_cache
@require_GET
def own_part(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """What this browser itself brought in during the current step."""
    try:
        who = _who(request, dialogue_id)
    except NotInside:
        return HttpResponse(status=410)
    dialogue = _dialogue(dialogue_id)
    return _own_answer(request, dialogue, dialogue.current_step, who)


def _own_answer(
    request: HttpRequest, dialogue: Dialogue, step: Step | None, who: Who, status: int = 200, **more: Any
) -> HttpResponse:
    if step is None:
        return HttpResponse("", status=status)
    context = context_of(dialogue, step, who) | more
    part = render_to_string("learningdialogues/room/_own.html", context)
    return HttpResponse(fill_in(part, request), status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, dialogue_id: UUID, step_id: UUID, name: str) -> HttpResponse:
    """One act of a participant in one step. Answers with the own part (script) or back to the room (plain form).

    Who comes here again by the address of a refused form goes back to the room.
    """
    if request.method == "GET":
        return HttpResponseRedirect(f"/meedoen/{dialogue_id}/")
    try:
        who = _who(request, dialogue_id)
    except NotInside:
        return _outside(request, dialogue_id)
    dialogue = _dialogue(dialogue_id)
    step = dialogue.current_step
    if step is None or step.pk != step_id:
        step = get_object_or_404(dialogue.steps, pk=step_id)
    step.dialogue = dialogue
    perform = step.kind_module.acts().get(name)
    if perform is None or not dialogue.is_live or step.state == Step.State.AHEAD:
        raise Http404
    try:
        _check_was_not_skipped(step)
        perform(step, who, _cleared(request.POST, is_main=name in step.kind_module.main_acts))
    except NotAccepted as error:
        return _refused(request, dialogue, step, who, error)
    if _is_script(request):
        return _own_answer(request, dialogue, step, who, has_acted=True)
    back = "" if step.pk == dialogue.current_step_id else f"?stap={step.pk}"
    return HttpResponseRedirect(f"/meedoen/{dialogue_id}/{back}")


def _check_was_not_skipped(step: Step) -> None:
    if step.state == Step.State.SKIPPED:
        raise NotAccepted(_("The group skipped this step, so nothing comes in here. Copy your text if you need it."))


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _cleared(form: QueryDict, *, is_main: bool) -> QueryDict:
    """The form as it may be used. In the main forms a proposal is shown first, elsewhere it is used at once."""
    if is_main:
        check_texts(form)
        return form
    return cleared(form)


def _refused(request: HttpRequest, dialogue: Dialogue, step: Step, who: Who, error: NotAccepted) -> HttpResponse:
    """The same screen with the reason, and everything that was typed."""
    typed = (error.typed if isinstance(error, CheckFailed) else request.POST).copy()
    status = 422
    if isinstance(error, AlreadySentDifferently):
        status = 409
        typed.pop("id", None)
    name = request.path.rstrip("/").rsplit("/", 1)[-1]
    is_main = name in step.kind_module.main_acts
    more: dict[str, Any] = {
        "error": str(error),
        "error_field": getattr(error, "field", ""),
        "typed": typed,
        "check": error.check if isinstance(error, CheckFailed) else None,
        "is_other_act": not is_main,
        "act_path": request.path,
        "typed_lists": [pair for pair in request.POST.lists() if pair[0] != "csrfmiddlewaretoken"],
    }
    if is_main:
        more["own"] = step.kind_module.with_typed(step.kind_module.own(step, who), typed)
    else:
        more["typed"] = {}
    answer = _own_answer if _is_script(request) else _room_page
    return answer(request, dialogue, step, who, status, **more)
