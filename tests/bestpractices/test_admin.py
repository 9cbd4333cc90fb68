"""Editors at work, over HTTP: from an empty form to a published page, and never alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from bestpractices.models import PracticeIndexPage, PracticePage, Theory
from bestpractices.wagtail_hooks import KnowledgeGroup
from learningdialogues.models import Guide, PatternIndexPage
from network.models import Item, Link, Role
from tests.network import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> Client:
    return signed_in(Role.EDITOR)


@pytest.fixture
def reader() -> Client:
    return signed_in(Role.EDITOR)


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.person(role))
    return client


def theory() -> Theory:
    return Theory.objects.create(title="Werkgeheugen", summary="Het is snel vol.", evidence="onderzocht")


def form(**fields: Any) -> dict[str, Any]:
    """The form of a practice as an editor fills it in; the browser makes the slug from the title."""
    domain = fields.pop("domain", ["belasting"])
    plain = nested_form_data(
        {
            "title": "Bellen voor een brief",
            "slug": "bellen-voor-een-brief",
            "key": "",
            "summary": "Een medewerker belt voordat er een brief uitgaat.",
            "soort": "praktijk",
            "target_group": "Inwoners met een achterstand",
            "domain_note": "",
            "what_was_done": "Twee medewerkers belden een maand lang.",
            "costs": "",
            "result": "Meer mensen namen contact op.",
            "result_direction": "positief",
            "result_basis": "praktijkcijfer",
            "figures": streamfield([("figure", {"value": "12", "label": "gesprekken"})]),
            "evidence": "praktijkervaring",
            "scope": "",
            "evidence_note": "",
            "lessons": streamfield([("item", "Bel aan het begin van de avond.")]),
            "note": "",
            "links": streamfield([]),
            "source": streamfield([]),
            "search_words": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
            **fields,
        }
    )
    return {**plain, "domain": domain}


def add(client: Client, **fields: Any) -> Any:
    parent = PracticeIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["bestpractices", "practicepage", parent.pk])
    assert client.get(url).status_code == 200
    return client.post(url, form(**fields))


def edit(client: Client, page: PracticePage, **fields: Any) -> Any:
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**{"slug": page.slug, "key": page.key, **fields})
    )


def act(client: Client, page: PracticePage, name: str) -> Any:
    """What the buttons "approve" and "request changes" send."""
    task_state = page.current_workflow_task_state
    assert task_state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, task_state.pk])
    return client.post(url, {"comment": "Goed zo."})


def practice() -> PracticePage:
    return PracticePage.objects.get(title="Bellen voor een brief")


def submitted(writer: Client, **fields: Any) -> PracticePage:
    assert add(writer, **{"action-submit": "1", **fields}).status_code == 302
    return practice()


def test_an_editor_adds_a_practice_and_a_second_reader_publishes_it(writer: Client, reader: Client) -> None:
    link = {"item": theory().key, "relation": "rests_on", "basis": "afgeleid"}
    page = submitted(writer, links=streamfield([("link", link)]))
    assert page.key == "bp-bellen-voor-een-brief"
    assert not page.live
    assert Client().get(f"/k/{page.key}").status_code == 404
    act(reader, page, "approve")
    page.refresh_from_db()
    assert page.live and not page.has_unpublished_changes
    assert Link.objects.get(source=page.key).target_id == link["item"]
    shown = Client().get(f"/k/{page.key}", follow=True)
    assert shown.redirect_chain[-1][0] == page.url
    assert "Twee medewerkers belden" in shown.content.decode()


def test_an_empty_form_says_what_each_required_field_wants(writer: Client) -> None:
    parent = PracticeIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["bestpractices", "practicepage", parent.pk])
    page = writer.get(url).content.decode()
    for field in PracticePage._meta.local_fields:
        if field.editable and not field.blank and field.help_text:
            assert str(field.help_text) in page, field.name
    empty = {name: "" if isinstance(value, str) and "-" not in name else value for name, value in form().items()}
    answer = writer.post(url, {**empty, "domain": [], "action-submit": "1"})
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) >= {"title", "summary", "target_group", "domain", "what_was_done", "result", "evidence"}
    assert not PracticePage.objects.exists()


def test_the_author_cannot_approve_what_they_wrote(writer: Client) -> None:
    page = submitted(writer)
    act(writer, page, "approve")
    page.refresh_from_db()
    assert not page.live


def test_an_approver_cannot_send_changes_of_their_own_along(writer: Client, reader: Client) -> None:
    page = submitted(writer)
    sent = {"action-workflow-action": "1", "workflow-action-name": "approve", "result": "Dat las niemand anders."}
    edit(reader, page, **sent)
    page.refresh_from_db()
    assert not page.live


def test_who_changed_it_while_it_waited_needs_another_reader(writer: Client, reader: Client) -> None:
    page = submitted(writer)
    edit(reader, page, result="Iets meer mensen namen contact op.")
    act(reader, page, "approve")
    page.refresh_from_db()
    assert not page.live
    act(signed_in(Role.COORDINATOR), page, "approve")
    page.refresh_from_db()
    assert page.live
    assert page.result == "Iets meer mensen namen contact op."


def test_after_publishing_the_author_may_read_the_work_of_another(writer: Client, reader: Client) -> None:
    page = submitted(writer)
    act(reader, page, "approve")
    edit(reader, page, **{"action-submit": "1", "result": "Na een jaar bleef het zo."})
    page.refresh_from_db()
    act(writer, page, "approve")
    page.refresh_from_db()
    assert page.result == "Na een jaar bleef het zo."


def nothing_goes_live(client: Client) -> None:
    """Try each way to publish that the screens know."""
    add(client, **{"action-publish": "1"})
    assert not PracticePage.objects.exists()
    add(client)
    page = practice()
    edit(client, page, **{"action-publish": "1"})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}", {"include_descendants": ""})
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_nobody_below_administrator_publishes_past_the_second_reader(role: str) -> None:
    nothing_goes_live(signed_in(role))


def test_a_right_to_publish_given_by_hand_does_not_help(writer: Client) -> None:
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Redactie"),
        page=Page.objects.get(depth=1),
        permission=Permission.objects.get(codename="publish_page"),
    )
    nothing_goes_live(writer)
    url = reverse("wagtailadmin_pages:edit", args=[practice().pk])
    assert 'name="action-publish"' not in writer.get(url).content.decode()


def test_an_administrator_publishes_at_once() -> None:
    add(signed_in(Role.ADMINISTRATOR), **{"action-publish": "1"})
    assert practice().live


def test_a_draft_of_a_published_page_changes_nothing_for_readers(writer: Client, reader: Client) -> None:
    page = submitted(writer)
    act(reader, page, "approve")
    before = Item.objects.values("title", "version").get(pk=page.key)
    edit(writer, page, title="Een titel die nog niet klaar is")
    assert Item.objects.values("title", "version").get(pk=page.key) == before
    assert "nog niet klaar" not in Client().get(page.url).content.decode()


def test_a_copy_gets_a_key_of_its_own(writer: Client, reader: Client) -> None:
    page = submitted(writer)
    act(reader, page, "approve")
    copy = PracticePage.objects.get(pk=page.copy(update_attrs={"slug": "kopie", "title": "Kopie"}).pk)
    assert copy.key == "bp-kopie"
    copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert (copy.key, copy.live) == ("bp-kopie", True)


@pytest.mark.parametrize("role", [Role.READER, Role.PROFESSIONAL, Role.AMBASSADOR, Role.FACILITATOR, Role.FOCAL_POINT])
def test_others_do_not_come_into_the_editors_part(role: str) -> None:
    assert signed_in(role).get("/beheer/").status_code == 302


def test_taking_the_role_closes_the_editors_part() -> None:
    person = factories.person(Role.EDITOR)
    person.memberships.get().delete()
    client = Client()
    client.force_login(person)
    assert client.get("/beheer/").status_code == 302


def lists() -> Iterator[Any]:
    yield from (viewset.model for viewset in KnowledgeGroup.items)
    yield Guide


@pytest.mark.parametrize("model", lists(), ids=lambda model: model.__name__)
def test_every_list_can_be_searched_and_has_a_form(writer: Client, model: Any) -> None:
    name = model.snippet_viewset.get_url_name
    assert writer.get(reverse(name("list")), {"q": "onvindbaar"}).status_code == 200
    assert writer.get(reverse(name("add"))).status_code == 200


def test_items_are_picked_by_words_and_kind_and_never_made_by_hand(writer: Client) -> None:
    chosen = theory()
    url = reverse(Item.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    assert chosen.title in writer.get(url, {"q": "geheugen snel"}).content.decode()
    assert chosen.title not in writer.get(url, {"q": "geheugen", "kind": "praktijk"}).content.decode()
    assert chosen.title in writer.get(url, {"q": chosen.key, "kind": "theorie"}).content.decode()
    add_url = reverse(Item.snippet_viewset.get_url_name("add"))
    assert writer.post(add_url, {"key": "bp-vals", "title": "Vals", "kind": "praktijk"}).status_code in (302, 403)
    assert not Item.objects.filter(pk="bp-vals").exists()


@pytest.mark.parametrize("name", ["practices", "mechanisms", "patterns", "example_cases", "methods", "action_lines"])
def test_pages_of_one_kind_stand_in_one_list_with_filters(writer: Client, name: str) -> None:
    answer = writer.get(reverse(f"{name}:index"), {"live": "true"})
    assert answer.status_code == 200


def test_a_pattern_is_never_made_by_hand(writer: Client) -> None:
    parent = PatternIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["learningdialogues", "patternpage", parent.pk])
    assert writer.get(url).status_code in (302, 403)


def test_the_preview_shows_the_page_as_readers_will_see_it(writer: Client) -> None:
    page = submitted(writer)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert writer.post(url, form(slug=page.slug, key=page.key, result="Zo komt het eruit te zien.")).json()["is_valid"]
    assert "Zo komt het eruit te zien." in writer.get(url, {"mode": ""}).content.decode()


def test_what_was_written_is_kept_under_the_name_of_the_writer(writer: Client) -> None:
    page = submitted(writer)
    kept = Revision.objects.filter(base_content_type=ContentType.objects.get(app_label="wagtailcore", model="page"))
    assert kept.get(object_id=str(page.pk)).user.memberships.get().role == Role.EDITOR
