"""Addresses for ``test_forgetting.py``: views in a room, and one outside it, that tell what they could know."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import include, path


@login_not_required
def known(request):
    return JsonResponse(
        {
            "session": hasattr(request, "session"),
            "user": str(request.user),
            "cookies": sorted(request.COOKIES),
            "meta": sorted(name for name in ("HTTP_COOKIE", "REMOTE_ADDR") if name in request.META),
            "messages": [str(message) for message in messages.get_messages(request)],
        }
    )


@login_not_required
def broken(request):
    raise ValueError(f"geheim: {request.POST.get('tekst')}")


@login_not_required
def refused(request):
    return HttpResponse("nee", status=400)


def for_members(request):
    return HttpResponse("ja")


urlpatterns = [
    path("meedoen/weet/", known),
    path("meedoen/stuk/", broken),
    path("meedoen/nee/", refused),
    path("meedoen/dicht/", for_members),
    path("elders/weet/", known),
    path("elders/stuk/", broken),
    path("", include("config.urls")),
]
