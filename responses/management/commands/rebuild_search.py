from typing import Any

from responses.management.tables import TablesCommand
from responses.threads.services.finding import rebuild_search
from responses.threads.services.likeness import liken_anew


class Command(TablesCommand):
    help = (
        "Make the index of words anew, and what “You might also like” is told by, from the saved versions. "
        "Safe while the site runs: every text stays findable. For after a change of how words are read."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done, total in rebuild_search():
            if self.stdout.isatty():
                self.stdout.write(f"\r{done} of {total} versions", ending="")
        back = "\r" if self.stdout.isatty() else ""
        self.stdout.write(f"{back}{done} versions indexed.")
        self.stdout.write(f"{liken_anew()} essays compared.")
