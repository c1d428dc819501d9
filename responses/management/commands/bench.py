from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print what each kind of page costs on a generated site, beside a smaller one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--responses", type=int, default=10_000, help="how many the site has (10000)")
        parser.add_argument("--compare", type=int, default=1_000, help="how many the smaller one has (1000)")
        parser.add_argument("--build", type=Path, metavar="REPORT", help="only fill DATA_DIR's empty site")

    def handle(self, *args: Any, **options: Any) -> None:
        from initiative import bench

        if options["build"]:
            bench.build(options["responses"], options["build"])
        else:
            bench.run(options["responses"], options["compare"], self._say)

    def _say(self, text: str) -> None:
        # Not held back where the output is a pipe: the bench runs for minutes.
        self.stdout.write(text)
        self.stdout.flush()
