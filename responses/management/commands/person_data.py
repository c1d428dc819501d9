from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from responses.management.tables import TablesCommand
from responses.privacy.errors import PrivacyError
from responses.privacy.exporting import export_person
from responses.privacy.holdings import holdings_of
from responses.privacy.services import byline_policy, erase_person
from responses.privacy.subjects import subject_of


class Command(TablesCommand):
    help = (
        "Show what the site has about a person, by mail address, by the web address of their page, or both. "
        "With --export FILE.zip, write it down; with --erase, erase it as shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="a mail address")
        parser.add_argument("--person", default="", help="the last part of the address of a person's page")
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--export", metavar="FILE.zip", help="write what there is to this file")
        act.add_argument("--erase", action="store_true", help="erase what is shown, for good")

    def handle(self, *args: Any, **options: Any) -> None:
        subject = subject_of(address=options["address"], slug=options["person"])
        if options["person"] and not subject.person:
            raise CommandError(f"No person has the web address “{options['person']}”.")
        stays = byline_policy()
        for each in holdings_of(subject, byline_stays=stays):
            self.stdout.write(f"{each.count:>6}  {each.label}: {each.fate}")
        try:
            if options["export"]:
                self._write(Path(options["export"]), export_person(subject=subject, user=None))
            elif options["erase"]:
                erase_person(subject=subject, byline_stays=stays, user=None)
                self.stdout.write("Erased. Backups made before today still hold it until they go.")
        except PrivacyError as refusal:
            raise CommandError(str(refusal)) from None

    def _write(self, target: Path, packed: bytes) -> None:
        try:
            with target.open("xb") as file:
                target.chmod(0o600)
                file.write(packed)
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror}. Name a file that is not there yet.") from error
        self.stdout.write(f"Written to {target}.")
