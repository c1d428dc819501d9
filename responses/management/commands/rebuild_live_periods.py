from typing import Any

from responses.management.tables import TablesCommand
from responses.threads.models import Edition
from responses.threads.services.publishing import rebuild_live_periods


class Command(TablesCommand):
    help = "Derive anew, from the publications alone, what is live when. Safe while the site runs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild_live_periods(Edition.objects.all())
        self.stdout.write(f"{count} live periods.")
