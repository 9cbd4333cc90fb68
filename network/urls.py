from django.urls import URLPattern, URLResolver, path

from network import urls_people, urls_public
from network.views import display

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_people.urlpatterns,
    *urls_public.urlpatterns,
    path("weergave/", display.choose_display, name="choose_display"),
]
