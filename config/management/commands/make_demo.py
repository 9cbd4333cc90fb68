"""``manage.py make_demo``: accounts, fictitious organisations and what they did. Only in the settings of the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.dialogues import make_dialogues
from config.demo.people import ACCOUNTS, make_accounts, make_organisations


class Command(BaseCommand):
    help = "Makes the data of the demo, once, and sets the printed passwords again. Prints role, e-mail and password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("Demo accounts are made in the settings of the demo only.")
        organisations = make_organisations()
        users = make_accounts(organisations)
        make_dialogues(users, organisations)
        for account in ACCOUNTS:
            self.stdout.write(f"{account.role}\t{account.email}\t{account.password}")
