"""The doors that other parts bring along are closed: allauth at /account/login/ is the only way in.

Wagtail and Django answer password forms of their own, past the second factor and the rate limits. These addresses stand
before the includes in ``config.urls`` and lead to the one door, whatever the method.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


@login_not_required
def to_the_door(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Lead to the login page, with the ``next`` that was asked for when it stays on this site."""
    response = redirect("account_login")
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        response["Location"] += "?" + urlencode({"next": wanted})
    return response


@login_not_required
def to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Lead to the one page where a password is made anew."""
    return redirect("account_reset_password")


closed_doors: list[URLPattern] = [
    path("admin/login/", to_the_door),
    path("cms/login/", to_the_door),
    path("_util/login/", to_the_door),
    path("beheer/login/", to_the_door),
    re_path(r"^beheer/password_reset/(?P<rest>.*)$", to_password_reset),
]
