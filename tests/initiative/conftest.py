"""A site that fills every table, its files apart from other tests', and a second place for a site."""

from contextlib import contextmanager

import pytest
from django.db import connection

from responses.threads.models import Essay
from responses.threads.services.files import keep_file
from tests.hostile.worlds import build

# What tends to get lost between two databases: kinds of quotation, control, scripts beyond the first plane.
WORDS = "'; -- \"“𠮷野家」 \\n \\u0000 {%} é"


@pytest.fixture
def places(settings, tmp_path):
    """The folders of a site of this test's own."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.KEPT_FILES_ROOT = settings.DATA_DIR / "kept"
    settings.DATA_DIR.mkdir()
    return settings


@pytest.fixture
def world(transactional_db, places):
    """Rows in every table, a kept file, an image."""
    made = build(lambda length: WORDS[:length] if length else WORDS)
    keep_file(
        data=b"PK\3\4 as sent", name="稿.docx", kind="manuscript", user=made.user, essay=Essay.objects.first()
    )
    return made


@pytest.fixture
def elsewhere(places, tmp_path):
    """`with elsewhere():` the same process with another, empty place for a site."""

    @contextmanager
    def elsewhere():
        config, old = connection.settings_dict, (connection.settings_dict["NAME"], places.DATA_DIR)
        places.DATA_DIR = tmp_path / "elsewhere"
        places.MEDIA_ROOT = places.DATA_DIR / "media"
        places.KEPT_FILES_ROOT = places.DATA_DIR / "kept"
        new = places.DATA_DIR / "site.sqlite3" if connection.vendor == "sqlite" else _new_database(config)
        connection.close()
        config["NAME"] = new
        try:
            yield
        finally:
            connection.close()
            config["NAME"], places.DATA_DIR = old
            places.MEDIA_ROOT, places.KEPT_FILES_ROOT = old[1] / "media", old[1] / "kept"
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{new}"')

    return elsewhere


def _new_database(config):
    name = f"{config['NAME']}_elsewhere"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    return name
