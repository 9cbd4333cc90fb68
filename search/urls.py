from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from search import views
from search.api import api

_api_patterns, _api_name, _api_namespace = api.urls
for _pattern in _api_patterns:
    login_not_required(_pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("zoeken/", views.results, name="search"),
    path("api/v1/", (_api_patterns, _api_name, _api_namespace)),
]
