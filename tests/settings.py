"""The site's settings as tests need them: quick, quiet and strict."""

import atexit
from shutil import rmtree
from tempfile import mkdtemp

from initiative.settings import *  # noqa: F403 - settings are a list of names
from initiative.settings import DATA_DIR, DATABASES, TEMPLATES

SECRET_KEY = "for tests only; long enough to satisfy the deployment check of the framework"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files of images, away from a site's own; gone with the process.
MEDIA_ROOT = mkdtemp(prefix="media-")
atexit.register(rmtree, MEDIA_ROOT, ignore_errors=True)
# WhiteNoise warns of a missing folder, and warnings are errors.
(DATA_DIR / "static").mkdir(parents=True, exist_ok=True)


class Undefined(str):
    """A name that a template uses and nobody gave it: a mistake, not an empty text."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"template variable is not defined: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")

if DATABASES["default"]["ENGINE"] == "initiative.sqlite":
    # A file, as in use: several connections, each with its own view, locks and write-ahead log.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "tests.sqlite3"}
    # No test cuts the power, and half the time of each commit is waiting for the disk.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
