from typing import Any

from django.core.management.base import CommandParser

from responses.management.tables import TablesCommand
from responses.submissions.services.erasing import erase_submission, overdue


class Command(TablesCommand):
    help = (
        "Show the submissions whose time is over: declined and withdrawn ones after the months that their "
        "call says, unfinished ones a month after it closed. With --yes, delete them with files and e-mails."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="delete what is shown")

    def handle(self, *args: Any, **options: Any) -> None:
        found = overdue()
        for each in found:
            ended, state = each.ended_at or each.updated_at, each.get_state_display()
            self.stdout.write(f"{each.reference}  {state}  {ended:%Y-%m-%d}  {each.call.slug}")
            if options["yes"]:
                erase_submission(submission=each, user=None)
        done = "deleted" if options["yes"] else "would be deleted; --yes does it"
        self.stdout.write(f"{len(found)} {done}.")
