from typing import Any

from django.core.management.base import BaseCommand

from responses.interchange.demonstrating import load_demonstration


class Command(BaseCommand):
    help = "Load two invented dialogues to look at, unless there is a thread already."

    def handle(self, *args: Any, **options: Any) -> None:
        if load_demonstration():
            self.stdout.write("Loaded the demonstration.")
