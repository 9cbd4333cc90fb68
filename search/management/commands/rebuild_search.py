from typing import Any

from django.core.management.base import BaseCommand

from search import engines, indexing


class Command(BaseCommand):
    help = "Make the search index afresh, while the old one still answers."

    def handle(self, *args: Any, **options: Any) -> None:
        number = indexing.rebuild(engines.current())
        self.stdout.write(f"{number} items are in the search index.")
