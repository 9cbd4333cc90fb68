"""Development: production, loosened. Everything it writes goes into ``var/``."""

import os

from config.environment import BASE_DIR, load_dotenv, read

load_dotenv()
_var = BASE_DIR / "var"
os.environ.setdefault("SECRET_KEY", "development-only-" + "x" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{read('PORT')}")
os.environ.setdefault("DATA_DIR", str(_var))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_var / 'db.sqlite3'}")
os.environ.setdefault("DIALOGUE_KEYS_DIR", str(_var / "dialogue-keys"))

from config.settings.production import *  # noqa: E402

DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = True
SHOW_STYLE_PAGE = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
