from django.urls import URLPattern, URLResolver

from network import urls_people, urls_public

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_people.urlpatterns,
    *urls_public.urlpatterns,
]
