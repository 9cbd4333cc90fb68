"""Public views of knowledge: key figures and tables on a page together, and an overview of all kinds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bestpractices import adopting, comparing
from bestpractices.forms import AdoptionForm
from bestpractices.models import KeyFigure, PracticePage, UsageTable
from bestpractices.presenting import figure_entries, table_entries
from network import permissions
from network.kinds import KINDS
from network.models import Item
from network.public_home import counts
from network.visibility import memberships_of, tokens_of


@login_not_required
@require_safe
def key_figures(request: HttpRequest) -> HttpResponse:
    """All key figures, each with an anchor of its key."""
    entries = figure_entries(list(KeyFigure.objects.all()), tokens_of(request.user))
    return render(request, "bestpractices/key_figures.html", {"figures": entries})


@login_not_required
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The tables, each row with an anchor of its key, and the percentages as a chart."""
    found = [(table, list(table.rows.all())) for table in UsageTable.objects.prefetch_related("rows")]
    entries = table_entries(found, tokens_of(request.user))
    return render(request, "bestpractices/tables.html", {"tables": entries})


@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every kind with how many items the reader finds there."""
    found = counts(tokens_of(request.user))
    kinds = [(kind, found[kind.code]) for kind in KINDS if found[kind.code] and kind.code != "tabelrij"]
    return render(request, "bestpractices/overview.html", {"kinds": kinds})


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Practices side by side; the address says which, so that it can be sent to a colleague."""
    items = list(Item.objects.filter(kind="praktijk").visible_to(tokens_of(request.user)).order_by("title"))
    practices = comparing.chosen(request.GET.getlist("met"), {item.key for item in items})
    context = {
        "columns": comparing.columns(practices),
        "keys": [practice.key for practice in practices],
        "others": comparing.others(items, practices),
        "most": comparing.MOST,
    }
    return render(request, "bestpractices/compare.html", context)


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Wij werken hier ook mee": for who reports for an organisation."""
    practice = get_object_or_404(PracticePage.objects.live(), slug=slug)
    own = {m.organisation_id: m.organisation for m in memberships_of(request.user)}
    organisations = [one for one in own.values() if permissions.may_report_for(request.user, one)]
    permissions.check(
        bool(organisations), _("Only the focal point and professionals of an organisation report on this.")
    )
    before = practice.adoptions.filter(organisation__in=organisations).first()
    form = AdoptionForm(request.POST or None, instance=before, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        adopting.report(practice, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. It stands on the page of the practice."))
        return HttpResponseRedirect(f"{practice.item_url()}#wie-werkt-hiermee")
    status = 422 if form.errors else 200
    return render(request, "bestpractices/adopt.html", {"form": form, "practice": practice}, status=status)
