"""The tests' settings for a sender in a process of its own: their database, and their mail server."""

import os

from tests.settings import *  # noqa: F403 - settings are a list of names
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["LETTERS_DATABASE"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["LETTERS_PORT"]), 60
