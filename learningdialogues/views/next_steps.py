"""The page *Welke stap kan ik nu zetten?* for everybody, and the lines that an organisation adds for its own people."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from learningdialogues.models import Guide, RouteAdvice
from learningdialogues.next_steps import NextStep, after, next_steps, own_lines, write_lines
from learningdialogues.permissions import check, may_write_route_lines, organisations_for_route_lines
from network.models import ROUTES, Organisation


class LinesForm(forms.Form):
    """One line for each route."""

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        lines = dict(RouteAdvice.objects.filter(organisation=organisation).values_list("route", "text"))
        for route, name in ROUTES:
            self.fields[route] = forms.CharField(
                label=capfirst(str(name)),
                required=False,
                max_length=500,
                initial=lines.get(route, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )


def _workshop() -> Guide | None:
    """The guide for a case that is still running: what goes before any other step."""
    return Guide.published.filter(key="maatwerkplaats").first()


def _step(route: str) -> NextStep:
    step = next_steps().get(route)
    if step is None:
        raise Http404
    return step


@login_not_required
@never_cache
@require_GET
def next_step(request: HttpRequest) -> HttpResponse:
    """The questions, one at a time: ``?vraag=`` is the route that is asked about, the first when there is none."""
    asked = _step(request.GET.get("vraag") or next(iter(next_steps())))
    routes = list(next_steps())
    context = {
        "asked": asked,
        "number": routes.index(asked.route) + 1,
        "last_number": len(routes),
        "is_first": asked.route == routes[0],
        "following": after(asked.route),
        "steps": list(next_steps().values()),
        "may_write_lines": may_write_route_lines(request.user),
        "workshop": _workshop(),
    }
    return render(request, "learningdialogues/next_step.html", context)


@login_not_required
@never_cache
@require_GET
def route(request: HttpRequest, route: str) -> HttpResponse:
    """What to do first along one route; for a member the line of the own organisation comes before all else."""
    step = _step(route)
    context = {"step": step, "following": after(route), "lines": own_lines(request.user, route)}
    context["workshop"] = _workshop()
    return render(request, "learningdialogues/next_step_route.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest) -> HttpResponse:
    """The lines of an organisation, for its focal points, coordinators and editors (``?organisatie=`` chooses one)."""
    check(may_write_route_lines(request.user))
    organisations = organisations_for_route_lines(request.user)
    wanted = request.GET.get("organisatie", organisations[0].key)
    organisation = next((one for one in organisations if one.key == wanted), None)
    if organisation is None:
        raise Http404
    form = LinesForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        write_lines(organisation, form.cleaned_data)
        messages.success(request, _("Kept. Members of %(name)s see these lines first.") % {"name": organisation.title})
        return HttpResponseRedirect(f"{reverse('next_step_lines')}?organisatie={organisation.key}")
    context = {"form": form, "organisation": organisation, "organisations": organisations}
    return render(request, "learningdialogues/next_step_lines.html", context, status=422 if form.errors else 200)
