"""The choice of colours: light, dark, or like the device."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from network.templatetags.look import DISPLAY_COOKIE, DISPLAYS

A_YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@login_not_required
@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back to the page it was made on.

    Exempt from the CSRF check, so that no page has to set a cookie for a stranger: the worst that another site can do
    with it is change somebody's colours.
    """
    back = request.POST.get("terug", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("weergave", "")
    if chosen in DISPLAYS:
        response.set_cookie(DISPLAY_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response
