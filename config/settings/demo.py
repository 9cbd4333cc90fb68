"""The demo of ``make demo``: development without debug pages, with the printed demo accounts."""

from config.settings.development import *

DEBUG = False
DEMO = True
WHITENOISE_AUTOREFRESH = False

# As strong as the default and ten times as quick: each start sets the nine printed passwords anew.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
