from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Write every row and every kept file of the site, as of one instant, into one file, and read it"
        " again. The site may run. Without --to it goes to DATA_DIR/backups; keep copies on another machine,"
        " encrypted."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            metavar="PLACE",
            help="a folder, or a name ending in .zip that is not there yet",
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="then remove all but the N newest backup-….zip of the folder; with one every night, 30 at"
            " most, so that whoever was erased is in none after 30 days",
        )
        parser.add_argument(
            "--with-secret-key",
            action="store_true",
            help="also SECRET_KEY, without which authenticator apps and links in letters stop working;"
            " whoever has both can read what is encrypted in the database, so otherwise they are kept apart",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from initiative.backups.errors import BackupError
        from initiative.backups.making import make_backup
        from initiative.backups.words import contents, warnings

        try:
            made = make_backup(
                to=options["to"], keep=options["keep"], with_secret_key=options["with_secret_key"]
            )
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from None
        self.stdout.write(f"{made.file}, {made.file.stat().st_size:,} bytes, written and read again.")
        self.stdout.write(contents(made.manifest))
        for each in made.removed:
            self.stdout.write(f"Removed {each.name}.")
        for line in warnings(made.manifest):
            self.stderr.write(line)
