"""Public pages of practices and knowledge, as a reader meets them over HTTP."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client, RequestFactory
from django.utils.translation import gettext as _

from bestpractices.models import PracticePage, UsageRow
from network.models import ActionLinePage, Item, Organisation, Recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]

STOPPED = "bp-aanvangshuisbezoek-aio"
TIP = "bp-noshow-korte-planning"
TECHNIQUE_PROVEN_ELSEWHERE = "bp-motiverende-gespreksvoering"


def page(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def practice(client: Client, key: str) -> BeautifulSoup:
    return page(client, f"/k/{key}")


def shape(soup: BeautifulSoup) -> list[tuple[str, ...]]:
    """The marks and headings of the page, in order: what it looks like, apart from its words."""
    main = soup.find("main")
    assert isinstance(main, Tag)
    return [tuple(tag.get("class") or [tag.name]) for tag in main.select("h1, h2, .panel, .minute__answer, .kind")]


def listed(soup: BeautifulSoup) -> list[str]:
    return [tag.get_text(strip=True) for tag in soup.select(".rows .item__title")]


def counts(soup: BeautifulSoup, name: str) -> dict[str, int]:
    boxes = soup.select(f'input[type="checkbox"][name="{name}"]')
    found = {str(box["value"]): box.find_parent("label").select_one(".facet__count") for box in boxes}
    return {value: int(re.match(r"\d+", tag.get_text(strip=True))[0]) for value, tag in found.items()}


def test_a_tip_carries_no_marks_of_effect_and_evidence(client: Client) -> None:
    soup = practice(client, TIP)

    assert soup.select(".effect, .evidence") == []
    assert _("No judgement") in soup.get_text()


def test_what_was_proven_names_where_it_was_proven(client: Client) -> None:
    soup = practice(client, TECHNIQUE_PROVEN_ELSEWHERE)

    answer = next(tag for tag in soup.select(".minute__answer") if _("How sure are we?") in tag.get_text())
    assert "in andere werkvelden" in answer.get_text()


def test_effect_stands_apart_from_evidence(client: Client) -> None:
    soup = practice(client, STOPPED)

    answers = soup.select(".minute__answer")
    assert [bool(answer.select(".effect")) for answer in answers] == [True, False, False]
    assert [bool(answer.select(".evidence")) for answer in answers] == [False, True, False]


def test_unknown_costs_are_said_to_be_unknown(client: Client) -> None:
    assert _("Not known") in practice(client, STOPPED).select(".minute__answer")[2].get_text()

    PracticePage.objects.filter(key=STOPPED).update(costs="Twee medewerkers per bezoek.")

    assert "Twee medewerkers per bezoek." in practice(client, STOPPED).select(".minute__answer")[2].get_text()


def test_what_was_not_continued_looks_like_what_was(client: Client) -> None:
    stopped = shape(practice(client, STOPPED))

    PracticePage.objects.filter(key=STOPPED).update(stopped=False)

    assert shape(practice(client, STOPPED)) == stopped


def test_the_line_says_what_is_missing(client: Client) -> None:
    stations = practice(client, STOPPED).select(".line > .line__stations > .station")

    assert len(stations) == 6
    assert _("No pattern yet") in stations[2].get_text()
    assert stations[3].get("aria-current") == "page"
    assert stations[4].find("a")["href"].startswith("/aanbevelingen/")


def test_a_card_of_the_source_and_one_of_our_editors_say_so(client: Client) -> None:
    core = page(client, "/k/mech-pettenverwarring").select_one(".card-basis .badge")
    ours = page(client, "/k/mech-schaarste").select_one(".card-basis .badge")

    assert "badge--dashed" not in core["class"]
    assert "badge--dashed" in ours["class"]


def test_segments_never_stand_without_the_warning_that_they_are_no_label(client: Client) -> None:
    assert _("No label.") in page(client, "/k/mech-pettenverwarring").get_text()
    assert _("No label.") in page(client, "/k/segment-vertrouwende-volgers").get_text()


def test_only_practices_count_as_practices(client: Client) -> None:
    practices = PracticePage.objects.filter(soort="praktijk").count()
    assert practices < PracticePage.objects.count()

    overview = page(client, "/kennis/")
    row = next(row for row in overview.select(".kinds .item") if "Praktijkvoorbeelden" in row.get_text())
    assert row.select_one(".kinds__count").get_text() == str(practices)
    assert str(practices) in page(client, "/praktijkvoorbeelden/").select_one(".page-head .meta").get_text()


def test_facets_narrow_the_list_and_keep_their_own_counts(client: Client) -> None:
    everything = page(client, "/praktijkvoorbeelden/")
    narrowed = page(client, "/praktijkvoorbeelden/?gestopt=ja")

    assert listed(narrowed) == [PracticePage.objects.get(key=STOPPED).title]
    assert counts(narrowed, "gestopt") == counts(everything, "gestopt")
    assert counts(narrowed, "helpt")["gemengd"] == 1
    assert [chip.get_text(strip=True).startswith(_("Not continued")) for chip in narrowed.select(".chip")] == [True]


def test_a_practice_in_two_fields_is_counted_in_both(client: Client) -> None:
    found = page(client, "/praktijkvoorbeelden/?regeling=AOW/AIO")

    codes = [set(one.domain) for one in PracticePage.objects.all()]
    assert counts(found, "regeling")["AOW/AIO"] == sum("AOW/AIO" in code for code in codes)
    assert len(listed(found)) == sum("AOW/AIO" in code for code in codes)


def test_the_list_is_paged_by_twenty_and_the_pages_keep_the_choices(client: Client) -> None:
    found = page(client, "/praktijkvoorbeelden/?soort=praktijk")

    assert len(listed(found)) == 20
    assert "soort=praktijk" in found.select_one('.pager a[rel="next"]')["href"]


def test_a_choice_that_fits_nothing_says_so_and_can_be_undone(client: Client) -> None:
    found = page(client, "/praktijkvoorbeelden/?soort=tip&gestopt=ja")

    assert listed(found) == []
    assert _("Nothing fits these choices. Remove a choice to see more.") in found.get_text()
    assert len(found.select(".chip")) == 2


def test_unknown_keys_in_the_address_are_ignored(client: Client) -> None:
    assert listed(page(client, "/praktijkvoorbeelden/?owner__password=x&volgorde=-id&pagina=0")) == listed(
        page(client, "/praktijkvoorbeelden/?pagina=99")
    )


def test_a_draft_has_no_page_and_is_in_no_list(client: Client) -> None:
    draft = PracticePage.objects.get(key=STOPPED)
    draft.unpublish()

    assert client.get(f"/k/{STOPPED}").status_code == 404
    assert client.get(draft.item_url()).status_code == 404
    assert draft.title not in page(client, "/praktijkvoorbeelden/?helpt=gemengd").get_text()
    assert draft.title not in page(client, "/k/org-svb").get_text()


def test_a_page_for_some_organisations_does_not_exist_for_others(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = PracticePage.objects.get(key=STOPPED).item_url()

    monkeypatch.setattr(PracticePage, "item_visibility", lambda self: frozenset({"org:org-svb"}))
    assert client.get(url).status_code == 404

    monkeypatch.setattr(PracticePage, "item_visibility", lambda self: frozenset({"org:org-svb", "public"}))
    assert client.get(url).status_code == 200


def test_a_draft_can_be_previewed(rf: RequestFactory) -> None:
    draft = PracticePage.objects.get(key=STOPPED)
    draft.unpublish()

    response = draft.make_preview_request(preview_mode="")

    assert response.status_code == 200
    assert draft.summary in response.render().content.decode()


def test_organisations_that_are_only_mentioned_stand_under_their_own_heading(client: Client) -> None:
    soup = page(client, "/organisaties/")

    heading = next(tag for tag in soup.find_all("h2") if tag.get_text() == _("Only mentioned"))
    below = set(listed(heading.parent))
    assert below == set(Organisation.objects.filter(mentioned_only=True).values_list("title", flat=True))
    assert (
        counts(soup, "type")["gemeente"] == Organisation.objects.filter(mentioned_only=False, type="gemeente").count()
    )


def test_recommendations_are_narrowed_by_action_line_and_addressee(client: Client) -> None:
    line = ActionLinePage.objects.get(number=1)
    soup = page(client, f"/aanbevelingen/?actielijn={line.key}&voor=gemeenten")

    for title in listed(soup):
        found = Recommendation.objects.get(title=title)
        assert "gemeenten" in found.addressees
        assert Item.objects.filter(pk=line.key, links_in__source=found.key).exists()
    assert listed(soup)


def test_advice_from_research_is_not_said_to_be_followed(client: Client) -> None:
    followed, other = Recommendation.objects.filter(followed=True)[0], Recommendation.objects.filter(followed=False)[0]

    assert _("advice from research") not in page(client, followed.item_url()).select_one(".kind-row").get_text()
    assert _("advice from research") in page(client, other.item_url()).select_one(".kind-row").get_text()


def test_a_case_that_is_only_there_to_read_cannot_start_a_dialogue(client: Client) -> None:
    startable, for_reading = page(client, "/k/casus-taarten"), page(client, "/k/casus-gemist-moratorium")

    assert startable.select_one('a[href$="?voorbeeld=casus-taarten"]')
    assert for_reading.select('a[href*="?voorbeeld="]') == []
    assert _("This case is there to read, not to start a dialogue with.") in for_reading.get_text()


def test_the_percentages_stand_in_a_table_and_as_bars_with_their_words(client: Client) -> None:
    soup = page(client, "/kennis/tabellen/")
    row = UsageRow.objects.get(key="t1-motiverende-gespreksvoering")

    cells = [cell.get_text(strip=True) for cell in soup.find(id=row.key).find_all("td")]
    assert cells == [str(value) for value in row.values]
    bar = next(tag for tag in soup.select("table.bars tr") if row.label in tag.get_text())
    assert f"{row.totaal_pct}%" in bar.get_text()
    assert len(soup.select("table.bars caption")) == 2


def test_terms_stand_under_their_letter(client: Client) -> None:
    soup = page(client, "/begrippen/")

    for section in soup.select(".letter"):
        letter = section.find("h2").get_text()
        first = {term.get_text(strip=True)[:1].upper() for term in section.select("dt")}
        assert letter == "0-9" or first == {letter}
    assert len(soup.select(".terms dt")) == Item.objects.filter(kind="begrip").count()
