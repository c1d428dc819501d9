import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from responses.lib.word import files


class Command(BaseCommand):
    help = "Show what the form would be filled with from manuscripts; exit status 1 if any is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a file")

    def handle(self, *args: Any, **options: Any) -> None:
        answers = [files.describe(file) for file in options["files"]]
        for answer in answers:
            line = json.dumps(answer, ensure_ascii=False) if options["json"] else files.shown(answer)
            self.stdout.write(line)
        if any("refused" in answer for answer in answers):
            sys.exit(1)
