from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from initiative import first_start, preparation, server


class Command(BaseCommand):
    help = "Make the site ready and serve it on this machine's PORT until interrupted."
    # The checks run with the preparation; the watching process needs none of it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="start again when code changes (make dev)")
        parser.add_argument("--prepare", action="store_true", help="make the site ready, and no more")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prepare"]:
            raise SystemExit(server.serve(reload=options["reload"]))
        self.check()
        if password := preparation.prepare():
            self.stdout.write(f"An editor can sign in as {first_start.EDITOR_EMAIL}, password {password}")
