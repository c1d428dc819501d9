import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from initiative import catalogs


class Command(BaseCommand):
    help = "Check that every text of the interface is translated; --write merges new texts into locale/."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write the merged catalogs")

    def handle(self, *args: Any, **options: Any) -> None:
        if not catalogs.have_gettext():
            sentence = "Message catalogs NOT checked: gettext's tools are missing (apt-get install gettext)."
            if options["write"] or os.environ.get("CI"):
                raise CommandError(sentence)
            self.stderr.write(self.style.WARNING(sentence))
            return
        problems = catalogs.collect(settings.BASE_DIR, keep=options["write"])
        if problems and not options["write"]:
            raise CommandError("\n".join([*problems, f"{len(problems)} to mend; start with: make messages"]))
        self.stdout.write("\n".join(problems) or "Every text is translated.")
