"""Settings of measurements in one process: the demo, on a database of its own, with the peer's plain template first."""

import os

from config.environment import BASE_DIR

FOLDER = BASE_DIR / "var" / "bench"
os.environ["DATA_DIR"] = str(FOLDER)
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'db.sqlite3'}"
os.environ["DIALOGUE_KEYS_DIR"] = str(FOLDER / "dialogue-keys")

from config.settings.demo import *  # noqa: E402

TEMPLATES[0]["DIRS"].insert(0, BASE_DIR / "benchmarks" / "templates")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
ROOT_URLCONF = "benchmarks.urls"
WHITENOISE_AUTOREFRESH = False
LOGGING["root"]["level"] = "ERROR"
