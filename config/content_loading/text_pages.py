"""The pages of plain text of ``content/text_pages.yaml``: made once under home; what editors did with them is kept."""

from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction

from network.models import HomePage, TextPage


class TextPageRefused(Exception):
    """A page in the file has a mistake; the message names file, page and what is wrong."""


def load_text_pages(path: Path) -> int:
    """Make the pages that are not there yet; returns how many. Raises TextPageRefused before anything is written."""
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    taken = set(TextPage.objects.values_list("slug", flat=True))
    pages = [_page(path.name, page) for page in described if page.get("slug") not in taken]
    home = HomePage.objects.get()
    with transaction.atomic():
        for page in pages:
            home.add_child(instance=page)
            page.save_revision().publish()
    return len(pages)


def _page(file: str, values: dict[str, Any]) -> TextPage:
    body = [pair for block in values.get("body", []) for pair in block.items()]
    try:
        page = TextPage(slug=values["slug"], title=values["title"], lead=values.get("lead", ""), body=body)
        page.clean_fields(exclude=["path", "depth", "content_type", "url_path", "locale", "translation_key"])
    except (KeyError, ValidationError) as error:
        raise TextPageRefused(f"{file}, {values.get('slug')}: {error}") from error
    return page
