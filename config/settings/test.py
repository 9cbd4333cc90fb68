"""Tests: fast password hashes, mail in memory, files in a temporary folder. DATABASE_URL chooses the database."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="preventienetwerk-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATA_DIR"] = _folder
os.environ["DIALOGUE_KEYS_DIR"] = f"{_folder}/dialogue-keys"
os.environ.setdefault("SITE_URL", "http://testserver")

from config.settings.development import *  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DEBUG = False
INSTALLED_APPS += ["zeal"]  # raises when a query is asked again for each row, inside zeal_context()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = False
