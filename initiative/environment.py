"""Reading the environment: the few values that need more care than a cast."""

import os
import secrets
from calendar import day_name
from datetime import time
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

# Whoever sets one of these means to be reached by others, so all must be there.
PRODUCTION = {
    "SECRET_KEY": "a long random text, kept secret",
    "ALLOWED_HOSTS": "the host names that readers use, separated by commas",
    "SITE_URL": "the address of the site, beginning with https://",
    "EMAIL_URL": "the mail server, as smtp+tls://user:password@host:587",
}

# Where systems keep their fonts.
FONT_FOLDERS = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    str(Path.home() / ".local/share/fonts"),
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
]


def is_local(env: environ.Env) -> bool:
    """Nothing said: a site for this machine alone. Anything said: everything must be said, and safely."""
    given = {name for name in PRODUCTION if env.str(name, default="")}
    if not given:
        return True
    missing = [f"{name} ({meaning})" for name, meaning in PRODUCTION.items() if name not in given]
    if missing:
        raise ImproperlyConfigured(
            f"{', '.join(sorted(given))} set, so this is not a local site; "
            f"please also set {'; '.join(missing)}."
        )
    if len(env.str("SECRET_KEY")) < 50:
        raise ImproperlyConfigured("SECRET_KEY is too short; please give it 50 characters or more.")
    if "*" in env.str("ALLOWED_HOSTS"):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name each host; '*' would let links be poisoned.")
    if not env.str("SITE_URL").startswith("https://"):
        raise ImproperlyConfigured("SITE_URL must begin with https://; only a local site goes without.")
    if env.bool("DEBUG", default=False):
        raise ImproperlyConfigured("DEBUG shows settings to strangers; it works on a local site only.")
    return False


def number(name: str, *, default: int, most: int) -> int:
    """What the environment says, from 1 to ``most``. Raises ImproperlyConfigured."""
    text = os.environ.get(name, "").strip() or str(default)
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= most:
        return int(text)
    raise ImproperlyConfigured(f"{name} is {text!r}; please give a number from 1 to {most}.")


def local_secret_key(file: Path) -> str:
    """The key that only this machine's site uses: made once, readable by its owner alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    candidate = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not file.exists():
        candidate.touch(mode=0o600, exist_ok=False)
        candidate.write_text(secrets.token_urlsafe(64))
        try:
            # A link appears whole or not at all: of two first starts at once, both read one key.
            os.link(candidate, file)
        except FileExistsError:
            pass
        finally:
            candidate.unlink()
    return file.read_text()


def database(env: environ.Env, data_dir: Path, *, read_only: bool = False) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL server that DATABASE_URL names."""
    url = env.str("DATABASE_URL", default="")
    if not url:
        return _sqlite(data_dir / "site.sqlite3", read_only)
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// (without it, SQLite is used).")
    # django-environ takes an escaped socket folder for a host name.
    if "%2f" in url.lower().split("?")[0]:
        raise ImproperlyConfigured("DATABASE_URL: write a socket as postgres:///name?host=/run/postgresql")
    config: dict[str, Any] = env.db_url_config(url)
    options = config.setdefault("OPTIONS", {})
    # django-environ leaves the text "true", which Django reads as a mapping.
    pool = str(options.pop("pool", "")).lower() in {"1", "true", "yes"}
    if pool:
        options["pool"] = {"timeout": 5}
    # A server that is away is said to be so within seconds, not after the two minutes of the system's own.
    options |= {"connect_timeout": 5, "tcp_user_timeout": 10_000} | options
    if read_only:
        options["options"] = f"{options.get('options', '')} -c default_transaction_read_only=on".strip()
    # Django refuses to pool connections and keep them open per thread at once.
    return config | {"CONN_MAX_AGE": 0 if pool else 60, "CONN_HEALTH_CHECKS": True}


def _sqlite(file: Path, read_only: bool) -> dict[str, Any]:
    """One writer at a time, readers never wait, and what was acknowledged survives a power cut."""
    only = " PRAGMA query_only=ON;" if read_only else ""
    return {
        "ENGINE": "initiative.sqlite",
        "NAME": file,
        # Opening costs as much as two pages' queries; a file's connection does not go stale.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 10,
            # Values come as they are stored, and fields make of them what they want. Python's driver would
            # look up the type of each column of each query, only for Django to look again at what it made.
            "detect_types": 0,
            # A transaction that starts by reading and then writes could not wait for another writer.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            # REPLACE then asks the guards of the row that it takes away.
            " PRAGMA recursive_triggers=ON;"
            # Kilobytes of pages that a connection keeps, of which a thread has one; 2,000 unless told.
            " PRAGMA cache_size=-8000;"
            # Bytes of the file that are read where they lie, instead of into that by a call for each page.
            " PRAGMA mmap_size=1073741824;" + only,
        },
    }


def email(env: environ.Env) -> dict[str, Any]:
    """Django's EMAIL_* settings from EMAIL_URL."""
    # django-environ reads smtps:// as STARTTLS, which hangs on the port that smtps:// means.
    url = env.str("EMAIL_URL").replace("smtps://", "smtp+ssl://", 1)
    # Long, for nobody waits: a server may read a letter through before it says that it took it, and whoever
    # hangs up meanwhile does not know.
    return {"EMAIL_TIMEOUT": 60, **env.email_url_config(url)}


def weekly_hour(text: str) -> tuple[int, time]:
    """A weekday (0 is Monday) and an hour, from "Monday 08:00"."""
    day, _space, hour = text.strip().partition(" ")
    try:
        return list(day_name).index(day.title()), time.fromisoformat(hour)
    except ValueError:
        raise ImproperlyConfigured(f"DIGEST_AT is {text!r}; please write it as Monday 08:00.") from None
