"""Addresses that everybody may open: the permanent address of items, and the kinds that are no Wagtail pages."""

from django.urls import path

from network.models import AmbassadorRole, Network, Organisation, Recommendation, Term
from network.views.public import by_key, detail_view, index_view, organisations, terms

urlpatterns = [
    path("k/<slug:key>", by_key, name="by_key"),
    path("aanbevelingen/", index_view("aanbeveling", "network/recommendations.html"), name="recommendations"),
    path("aanbevelingen/<slug:key>/", detail_view(Recommendation), name="recommendation"),
    path("organisaties/", organisations, name="organisations"),
    path("organisaties/<slug:key>/", detail_view(Organisation), name="organisation"),
    path("netwerken/", index_view("netwerk"), name="networks"),
    path("netwerken/<slug:key>/", detail_view(Network), name="network"),
    path("ambassadeurs/<slug:key>/", detail_view(AmbassadorRole), name="ambassador_role"),
    path("begrippen/", terms, name="terms"),
    path("begrippen/<slug:key>/", detail_view(Term), name="term"),
]
