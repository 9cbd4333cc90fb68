from django.urls import URLPattern, URLResolver

from network import urls_people

urlpatterns: list[URLPattern | URLResolver] = [*urls_people.urlpatterns]
