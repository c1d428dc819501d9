from typing import Any

from django.core.management.base import CommandError, CommandParser

from responses.management.tables import TablesCommand
from responses.people.factors.services import take_away_factors
from responses.people.models import User


class Command(TablesCommand):
    help = (
        "Take the second factors from an account whose owner lost them, and whom no administrator can help."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the account signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(email__iexact=options["email"].strip()).first()
        if account is None:
            raise CommandError("No account has this address.")
        count = take_away_factors(account=account, actor=None)
        self.stdout.write(f"{count} taken away; the password alone signs in now.")
