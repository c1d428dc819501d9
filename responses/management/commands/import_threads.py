from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files


class Command(BaseCommand):
    help = "Import dialogues from JSON lines of schema 1 or 2 (docs/interchange.md) and publish them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_files(options["files"], dry_run=options["dry_run"], tell=self.stdout.write)
        except ImportRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError("Nothing was imported.") from None
        for problem in report.problems:
            self.stderr.write(str(problem))
        done = "Would import" if options["dry_run"] else "Imported"
        self.stdout.write(f"{done}: threads {report.sentence('thread')}; texts {report.sentence('essay')}.")
        if report.problems:
            raise CommandError("Some threads were not imported.")
