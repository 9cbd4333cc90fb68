"""Health: is the process there (``/healthz``), and can it serve (``/readyz``)? No login, no cache."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.indexing import status


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 only when the database or its migrations are not there; search and its queue are told, and may be down."""
    database = _database()
    body = {"database": database} if database != "ok" else {"database": "ok", **status()}
    return JsonResponse(body, status=200 if database == "ok" else 503)


def _database() -> str:
    """``ok``, ``down`` or ``migrations missing``."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "down"
    return "migrations missing" if missing else "ok"
