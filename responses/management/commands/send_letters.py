from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from responses.notifications.sender import Sender, look, settle
from responses.notifications.services import send_due_letters
from responses.submissions.services.accepting import settle_acceptances
from responses.submissions.services.telling import tell_live

# What no letter is, but is due by the clock too.
BESIDE = (settle_acceptances, tell_live)


class Command(BaseCommand):
    help = "Send the e-mails of the outbox that are due; with --loop, until interrupted."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on; `serve` starts this beside the site")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loop"]:
            Sender(beside=BESIDE).run()
        else:
            while look():
                pass
            settle()
            for each in BESIDE:
                each()
            self.stdout.write(f"{send_due_letters()} sent")
