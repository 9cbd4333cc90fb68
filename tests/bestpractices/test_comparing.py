"""*Vergelijk*: at most three practices side by side, in an address that can be sent to a colleague."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from bestpractices.models import PracticePage
from tests.bestpractices.test_pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]


def compared(client: Client, *keys: str) -> BeautifulSoup:
    return page(client, "/praktijkvoorbeelden/vergelijk/?" + "&".join(f"met={key}" for key in keys))


def heads(soup: BeautifulSoup) -> list[str]:
    return [tag.get_text(strip=True) for tag in soup.select(".compare thead th")]


def test_the_page_of_a_practice_leads_to_a_comparison_with_it(client: Client) -> None:
    practice = PracticePage.objects.live().first()
    [button] = [
        tag for tag in page(client, practice.url).select(".page-head .actions a") if "Vergelijk" in tag.get_text()
    ]
    soup = page(client, str(button["href"]))
    assert heads(soup) == [practice.title]
    assert practice.result.split("\n")[0][:40] in soup.get_text()


def test_a_practice_is_added_until_there_are_three_and_taken_away_again(client: Client) -> None:
    first, second, third, fourth = PracticePage.objects.live().order_by("title")[:4]
    soup = compared(client, first.key, second.key)
    assert {str(tag["value"]) for tag in soup.select("form .utrecht-select option")} >= {third.key, fourth.key}
    full = compared(client, first.key, second.key, third.key, fourth.key)
    assert heads(full) == [first.title, second.title, third.title]
    assert full.select("form .utrecht-select") == []
    leave_out = full.select(".compare__leave a")[1]
    fewer = page(client, "/praktijkvoorbeelden/vergelijk/" + str(leave_out["href"]))
    assert heads(fewer) == [first.title, third.title]


def test_what_is_not_public_or_does_not_exist_is_not_compared(client: Client) -> None:
    practice = PracticePage.objects.live().first()
    practice.unpublish()
    soup = compared(client, practice.key, "bp-bestaat-niet", practice.key)
    assert heads(soup) == []
    assert practice.title not in soup.get_text()
