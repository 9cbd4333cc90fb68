"""The ASGI application: both lanes (docs/decisions/0004-two-lanes-in-one-process.md). ``manage.py serve`` runs it."""

import gc
import os

from config.environment import load_dotenv

load_dotenv()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.conf import settings  # noqa: E402

from config.lanes import LaneA, Lanes  # noqa: E402
from config.wsgi import application as django_application  # noqa: E402
from learningdialogues import handing_out, waiting  # noqa: E402

lane_a = LaneA(django_application, threads=settings.WEB_THREADS)
application = Lanes(
    ordinary=lane_a,
    beside={
        waiting.ADDRESS: waiting.lane,
        handing_out.ADDRESS: handing_out.HandingOut(waiting.watch, otherwise=lane_a),
    },
    while_open=waiting.watch.run,
    on_stop=waiting.watch.release,
)

gc.collect()
gc.freeze()  # what was loaded stays: the collector need not walk through all of it while people wait
