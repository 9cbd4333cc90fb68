"""The addresses of the platform, and the peer's search: the view that ``wagtail start`` makes."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from wagtail.models import Page

from config import urls


@login_not_required
def stock_search(request: HttpRequest) -> HttpResponse:
    """Ten pages a time, found by Wagtail's database backend, in a template without a frame."""
    results = Page.objects.live().search(request.GET.get("query", ""))
    return render(request, "stock_search.html", {"results": Paginator(results, 10).get_page(1)})


urlpatterns = [path("benchmark-search/", stock_search), *urls.urlpatterns]
