"""The settings are read by a process of their own: they are made once, when it starts."""

import json
import os
import stat
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from initiative.environment import weekly_hour

ROOT = Path(__file__).parents[2]
DEPLOYED = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "dialogue.example",
    "SITE_URL": "https://dialogue.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
}
SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""


PRAGMAS = """
import django
django.setup()
from django.db import connection
cursor = connection.cursor()
names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
print([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names], connection.transaction_mode)
"""


def start(data_dir, *names, code=SHOW, **environment):
    base = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "initiative.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", code, *names],
        cwd=ROOT,
        env=base | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def settings(data_dir, *names, **environment):
    run = start(data_dir, *names, **environment)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("said", ["abc", "0", "-1", "65536", "８０"])
def test_a_port_that_is_none_is_refused_with_a_sentence(tmp_path, said):
    refused = start(tmp_path, "PORT", PORT=said)

    assert refused.returncode != 0
    assert f"PORT is {said!r}; please give a number from 1 to 65535." in refused.stderr


def test_a_local_site_needs_nothing_said_and_answers_to_loopback_names_only(tmp_path):
    found = settings(
        tmp_path, "DEBUG", "LOCAL", "ALLOWED_HOSTS", "SITE_URL", "SESSION_COOKIE_NAME", PORT="8001"
    )

    assert found == {
        "DEBUG": False,
        "LOCAL": True,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SITE_URL": "http://127.0.0.1:8001",
        "SESSION_COOKIE_NAME": "sessionid",
    }


def test_a_local_site_makes_its_key_once_for_its_owner_alone(tmp_path):
    keys = {settings(tmp_path / "new", "SECRET_KEY")["SECRET_KEY"] for _ in range(2)}

    file = tmp_path / "new" / "secret_key"
    assert keys == {file.read_text()}
    assert len(file.read_text()) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_two_local_sites_have_two_keys(tmp_path):
    keys = {settings(tmp_path / name, "SECRET_KEY")["SECRET_KEY"] for name in "ab"}

    assert len(keys) == 2


def test_a_deployed_site_is_https_throughout(tmp_path):
    expected = {
        "LOCAL": False,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["dialogue.example"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "SECURE_PROXY_SSL_HEADER": None,
        "EMAIL_HOST": "mail.example",
        "EMAIL_USE_TLS": True,
    }

    assert settings(tmp_path, *expected, **DEPLOYED) == expected
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize("name", DEPLOYED)
def test_a_deployed_site_refuses_to_start_when_one_thing_is_missing(tmp_path, name):
    run = start(tmp_path, "DEBUG", **{key: value for key, value in DEPLOYED.items() if key != name})

    assert run.returncode == 1
    assert "ImproperlyConfigured" in run.stderr
    assert f"please also set {name}" in run.stderr


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name each host"),
        ({"SITE_URL": "http://dialogue.example"}, "SITE_URL must begin with https://"),
        ({"DEBUG": "1"}, "DEBUG shows settings to strangers"),
        ({"DATABASE_URL": "mysql://db.example/x"}, "DATABASE_URL must begin with postgres://"),
        ({"DATABASE_URL": "postgres://%2Frun%2Fpostgresql/x"}, "write a socket as"),
    ],
)
def test_a_deployed_site_refuses_to_start_when_something_is_unsafe(tmp_path, changed, sentence):
    run = start(tmp_path, "DEBUG", **DEPLOYED | changed)

    assert run.returncode == 1
    assert sentence in run.stderr


def test_sqlite_waits_for_other_writers_and_keeps_what_it_acknowledged(tmp_path):
    run = start(tmp_path, code=PRAGMAS)

    assert run.stdout == "['wal', 2, 10000, 1] IMMEDIATE\n"


@pytest.mark.parametrize(
    ("url", "host", "options", "age"),
    [
        ("postgres://u:p@db.example:5433/name", "db.example", {}, 60),
        ("postgresql://u:p@db.example/name?pool=true", "db.example", {"pool": {"timeout": 5}}, 0),
        ("postgres:///name?host=/run/postgresql", "", {"host": "/run/postgresql"}, 60),
        ("postgres://u@db.example/name?sslmode=require", "db.example", {"sslmode": "require"}, 60),
    ],
)
def test_postgresql_is_named_by_an_address(tmp_path, url, host, options, age):
    database = settings(tmp_path, "DATABASES", DATABASE_URL=url)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["NAME"], database["HOST"]) == ("name", host)
    patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
    assert (database["OPTIONS"], database["CONN_MAX_AGE"]) == (options | patience, age)


def test_while_there_is_a_reason_to_write_nothing_postgresql_is_told_so(tmp_path):
    database = settings(
        tmp_path, "DATABASES", DATABASE_URL="postgres://u@db.example/name", READ_ONLY="Moving"
    )

    assert database["DATABASES"]["default"]["OPTIONS"]["options"] == "-c default_transaction_read_only=on"


@pytest.mark.parametrize(
    ("environment", "required"),
    [
        ({}, False),
        ({"REQUIRE_SECOND_FACTOR": "1"}, True),
        (DEPLOYED, True),
        (DEPLOYED | {"REQUIRE_SECOND_FACTOR": "0"}, False),
    ],
)
def test_a_deployed_site_asks_its_staff_for_a_second_factor_unless_told_otherwise(
    tmp_path, environment, required
):
    assert settings(tmp_path, "REQUIRE_SECOND_FACTOR", **environment) == {"REQUIRE_SECOND_FACTOR": required}


def test_smtps_means_encrypted_from_the_first_byte(tmp_path):
    found = settings(
        tmp_path,
        "EMAIL_USE_SSL",
        "EMAIL_USE_TLS",
        "EMAIL_PORT",
        **DEPLOYED | {"EMAIL_URL": "smtps://u:p@m.example:465"},
    )

    assert found == {"EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False, "EMAIL_PORT": 465}


def test_forwarded_headers_are_believed_from_proxies_of_ours_only(tmp_path):
    found = settings(
        tmp_path, "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", **DEPLOYED, TRUSTED_PROXIES="1"
    )

    assert found == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_weekly_letters_go_at_a_weekday_and_hour_and_nothing_else_is_taken_for_one():
    assert weekly_hour("Sunday 20:30") == (6, time(20, 30))
    for wrong in ("Mon 08:00", "Monday", "Monday 25:00", ""):
        with pytest.raises(ImproperlyConfigured, match="please write it as Monday 08:00"):
            weekly_hour(wrong)
