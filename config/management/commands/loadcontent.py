"""``manage.py loadcontent``: bring the database in line with ``content/*.yaml``."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.content_loading.files import CONTENT_DIR
from config.content_loading.loading import ContentRefused, Outcome, load
from config.content_loading.text_pages import TextPageRefused, load_text_pages
from learningdialogues.guide_loading import GuideRefused, load_guides


@contextmanager
def _quiet() -> Iterator[None]:
    """Without a line for each page that Wagtail saves, indexes and publishes."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


class Command(BaseCommand):
    help = "Loads content/*.yaml. Checks everything first; leaves alone what editors changed since the last time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=CONTENT_DIR, help="The folder with the YAML files.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _quiet():
                outcome = load(options["folder"], tell=self.stdout.write)
                self._load_beside(options["folder"])
        except (GuideRefused, TextPageRefused) as refused:
            raise CommandError(str(refused)) from None
        except ContentRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            count = len(refused.problems)
            raise CommandError(
                ngettext("%(count)s mistake; nothing was written.", "%(count)s mistakes; nothing was written.", count)
                % {"count": count}
            ) from None
        self._report(outcome)

    def _load_beside(self, folder: Path) -> None:
        """What has no Item: guides, and pages of plain text (those are made once)."""
        for name, load_below in {"guides": load_guides, "text_pages.yaml": load_text_pages}.items():
            if (folder / name).exists():
                load_below(folder / name)

    def _report(self, outcome: Outcome) -> None:
        for key in outcome.left_alone:
            self.stdout.write(_("%(key)s was edited or deleted since the last load and was left alone.") % {"key": key})
        self.stdout.write(
            _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(left_alone)s left alone.")
            % {name: len(keys) for name, keys in vars(outcome).items()}
        )
