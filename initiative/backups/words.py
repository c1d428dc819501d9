"""What the two commands say to whoever typed them."""

from collections.abc import Iterator
from datetime import datetime

from initiative.backups.archive import Manifest
from initiative.backups.making import SECRET_KEY
from initiative.backups.restoring import Restored, is_of_this_key

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def contents(manifest: Manifest) -> str:
    """One sentence."""
    at = datetime.fromisoformat(manifest.made_at)
    files, size = len(manifest.files), sum(length for _digest, length in manifest.files.values())
    key = "; the secret key" if SECRET_KEY in manifest.members else ""
    return (
        f"{manifest.site} on {at:%-d %B %Y at %H:%M:%S} UTC, version {manifest.version},"
        f" {DATABASES.get(manifest.database, manifest.database)}: {len(manifest.tables)} tables,"
        f" {manifest.rows:,} rows; {files:,} files, {size:,} bytes{key}."
    )


def table_lines(manifest: Manifest) -> Iterator[str]:
    """How many rows each table has."""
    for name, table in sorted(manifest.tables.items()):
        yield f"{table.rows:>10,}  {name}"


def warnings(manifest: Manifest) -> Iterator[str]:
    """What is not as it should be, and what to do."""
    for name in manifest.gone:
        yield f"{name} was removed with its row while the backup was made; the row is in it still."
    for name in manifest.missing:
        yield f"{name} is lacking on the site itself: look for it in an older backup."
    if not is_of_this_key(manifest):
        yield (
            "This site has another SECRET_KEY than the one that was backed up: authenticator apps, recovery"
            " codes and links in letters work under that one only."
        )


def afterwards(restored: Restored) -> Iterator[str]:
    """What there is now, and what is left to do."""
    yield f"Restored: {contents(restored.manifest)}"
    if restored.aside:
        yield f"What was there is in {restored.aside} (on PostgreSQL its tables in the schema of that name)."
        yield "Remove that once you are sure, within 30 days: it holds people's data."
    if restored.held:
        yield f"{restored.held} e-mails may have been sent since: the desk shows them as uncertain."
    yield "Everybody signs in again. Whoever was erased since the backup is here again: erase them again."
