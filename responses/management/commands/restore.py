from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Make the site anew from a file of `backup`, on SQLite or PostgreSQL, whichever it was made on. Stop"
        " the site first. Until the last instant the site is as it was; if this is cut off, run it again."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="only read all of it, and say what is in it")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="where there is a site: put it aside under a dated name first",
        )
        parser.add_argument(
            "--moved",
            action="store_true",
            help="nothing ran since the backup was made: send the e-mails that waited then. Otherwise they"
            " may have been sent since, and are shown as uncertain on the desk, to be sent again or not",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from initiative.backups.errors import BackupError
        from initiative.backups.restoring import check, restore
        from initiative.backups.words import afterwards, contents, table_lines, warnings

        try:
            if options["check"]:
                manifest = check(options["file"])
                self.stdout.write(f"{contents(manifest)}\nAll of it is there, as it was written.")
                lines = table_lines(manifest)
            else:
                restored = restore(
                    file=options["file"], replace=options["replace"], moved=options["moved"], tell=self.tell
                )
                manifest, lines = restored.manifest, afterwards(restored)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        for line in lines:
            self.stdout.write(line)
        for line in warnings(manifest):
            self.stderr.write(line)

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
