"""The site's own settings, with two addresses of the bench among the site's."""

from initiative.settings import *  # noqa: F403 - settings are a list of names

ROOT_URLCONF = "initiative.bench_urls"
