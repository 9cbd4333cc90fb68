"""The demo of ``make demo``: development without debug pages, with the printed demo accounts."""

from config.settings.development import *

DEBUG = False
DEMO = True
WHITENOISE_AUTOREFRESH = False
