"""The tests' settings for a sender in a process of its own: their database, and their mail server."""

import os

from tests.settings import *  # noqa: F403 - settings are a list of names
from tests.settings import DATABASES, INSTALLED_APPS

DATABASES["default"]["NAME"] = os.environ["LETTERS_DATABASE"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["LETTERS_PORT"]), 60
# Half the time of a start is loading the desk, which a sender never shows.
DESK, BARE = "initiative.apps.AdminConfig", "django.contrib.admin.apps.SimpleAdminConfig"
INSTALLED_APPS = [BARE if name == DESK else name for name in INSTALLED_APPS]
