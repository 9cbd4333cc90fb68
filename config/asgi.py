"""The ASGI application: both lanes (docs/decisions/0004-two-lanes-in-one-process.md). ``manage.py serve`` runs it."""

import os

from config.environment import load_dotenv

load_dotenv()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.conf import settings  # noqa: E402

from config.lanes import LaneA, Lanes  # noqa: E402
from config.wsgi import application as django_application  # noqa: E402
from learningdialogues import waiting  # noqa: E402

application = Lanes(
    ordinary=LaneA(django_application, threads=settings.WEB_THREADS),
    waiting=waiting.lane,
    while_open=waiting.watch.run,
    on_stop=waiting.watch.release,
)
