from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from responses.interchange.exporting import NoSuchThread
from responses.interchange.services import export_to
from responses.management.tables import TablesCommand


class Command(TablesCommand):
    help = "Export public dialogues as JSON lines of schema 2 (docs/interchange.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--thread", action="append", default=[], metavar="SLUG", help="only this one; repeatable"
        )
        parser.add_argument(
            "--output", metavar="FILE", help="write there, whole or not at all, instead of printing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            export_to(
                options["output"], slugs=options["thread"], stdout=self.stdout.write, tell=self.stderr.write
            )
        except (NoSuchThread, OSError) as error:
            raise CommandError(str(error)) from None
