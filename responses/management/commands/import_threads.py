import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import CommandError

from responses.interchange.problems import ImportRefused, Problem
from responses.interchange.progress import Bar, size_of
from responses.interchange.services import import_files
from responses.management.tables import TablesCommand


class Command(TablesCommand):
    help = "Import dialogues from JSON lines of schema 1 or 2 (docs/interchange.md) and publish them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        files, dry_run = options["files"], options["dry_run"]
        self.bar = Bar(sys.stderr, 2 * size_of(files))
        try:
            report = import_files(files, dry_run=dry_run, tell=self.tell, read=self.bar.advance)
        except ImportRefused as refused:
            self.fail(refused.problems, "Nothing was imported.")
        done = "Would import" if dry_run else "Imported"
        self.tell(f"{done}: threads {report.sentence('thread')}; texts {report.sentence('essay')}.")
        if report.problems:
            self.fail(report.problems, "Some threads were not imported.")

    def tell(self, line: str) -> None:
        self.bar.clear()
        self.stdout.write(line)

    def fail(self, problems: list[Problem], sentence: str) -> NoReturn:
        self.bar.clear()
        for problem in problems:
            self.stderr.write(str(problem))
        raise CommandError(sentence)
