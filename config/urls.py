"""All addresses of the platform. Our own views first; Wagtail's page tree takes what is left."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from config import style
from config.health import healthz, readyz
from network.doors import closed_doors

urlpatterns = [
    *closed_doors,
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("account/", include("allauth.urls")),
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("", include("network.urls")),
    path("", include("bestpractices.urls")),
    path("", include("learningdialogues.urls")),
    path("", include("search.urls")),
]
if settings.SHOW_STYLE_PAGE:
    urlpatterns += [path("stijl/", style.style_page, name="style_page")]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
login_not_required(serve)  # what stands in the page tree is public; the tree holds nothing else
urlpatterns += [path("", include(wagtail_urls))]
