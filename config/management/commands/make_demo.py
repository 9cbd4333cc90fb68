"""``manage.py make_demo``: accounts, fictitious organisations and what they did. Only in the settings of the demo."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.adoptions import make_adoptions
from config.demo.dialogues import make_dialogues
from config.demo.people import ACCOUNTS, make_accounts
from config.demo.route_lines import make_route_lines
from network import demonstration


class Command(BaseCommand):
    help = "Makes the data of the demo, once, and sets the printed passwords again. Prints role, e-mail and password."
    requires_system_checks: ClassVar[list[str]] = []
    """The server checks when it starts; here it would take a fifth of the time of a second start."""

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("Demo accounts are made in the settings of the demo only.")
        demonstration.show(at=timezone.now())
        make_adoptions()
        make_route_lines()
        make_dialogues(make_accounts())
        for account in ACCOUNTS:
            self.stdout.write(f"{account.role}\t{account.email}\t{account.password}")
