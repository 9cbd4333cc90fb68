from django.urls import URLPattern, URLResolver, path

from bestpractices import models, views
from network.views.public import detail_view, index_view

SNIPPETS = [
    ("theorie", models.Theory, "theory"),
    ("bestanddeel", models.ActiveIngredient, "active_ingredient"),
    ("segment", models.Segment, "segment"),
    ("kennislacune", models.KnowledgeGap, "knowledge_gap"),
    ("factor", models.Factor, "factor"),
    ("principe", models.Principle, "principle"),
    ("publicatie", models.Publication, "publication"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("praktijkvoorbeelden/vergelijk/", views.compare, name="compare"),
    path("praktijkvoorbeelden/<slug:slug>/wij-werken-hiermee/", views.adopt, name="adopt"),
    path("kennis/", views.overview, name="knowledge"),
    path("kennis/cijfers/", views.key_figures, name="key_figures"),
    path("kennis/tabellen/", views.tables, name="tables"),
]
for kind, model, name in SNIPPETS:
    urlpatterns += [
        path(f"kennis/{kind}/", index_view(kind), name=f"{name}_index"),
        path(f"kennis/{kind}/<slug:key>/", detail_view(model), name=name),
    ]
