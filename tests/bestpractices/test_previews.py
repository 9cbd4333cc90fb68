"""Beside its form every thing that editors pick shows the page that readers will get, before anything is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField

from bestpractices.models import UsageTable
from bestpractices.wagtail_hooks import KnowledgeGroup
from learningdialogues.guide_loading import load_guides
from learningdialogues.models import Guide, MethodIndexPage, MethodPage
from network.evidence import Evidence
from network.models import Item, Role
from tests.learningdialogues import factories as dialogues
from tests.network import factories

pytestmark = pytest.mark.django_db

MODELS = [viewset.model for viewset in KnowledgeGroup.items]


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(factories.person(Role.EDITOR))
    return client


def filled_in(model: Any) -> dict[str, Any]:
    """A form of ``model`` with something in each field: the words say which field they came from."""
    form: dict[str, Any] = {}
    for field in model._meta.get_fields():
        if not getattr(field, "editable", False) or field.name == "key":
            continue
        if isinstance(field, StreamField):
            form[f"{field.name}-count"] = "0"
        elif field.choices:
            form[field.name] = field.choices[-1][0]
        elif isinstance(field, models.PositiveSmallIntegerField):
            form[field.name] = "7"
        elif isinstance(field, models.CharField | models.TextField):
            form[field.name] = f"Zo staat {field.name} er straks"[: field.max_length]
        elif field.name == "table":
            table = UsageTable.objects.create(title="Tabel", summary="Wie gebruikt wat.", bases=[], notes=[])
            form[field.name] = str(table.pk)
    return form | {"addressees": ["UWV"]}


def saved(model: Any, form: dict[str, Any]) -> Any:
    """A thing with the values of ``form``."""
    names = {field.name for field in model._meta.get_fields()}
    values = {"table_id" if name == "table" else name: value for name, value in form.items() if name in names}
    return model.objects.create(**values)


def shown(client: Client, model: Any, form: dict[str, Any], *args: Any) -> str:
    url = reverse(model.snippet_viewset.get_url_name("preview_on_edit" if args else "preview_on_add"), args=args)
    assert client.post(url, form).json()["is_available"], model
    return client.get(url, {"mode": ""}).content.decode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_new_thing_is_shown_as_readers_will_see_it_and_is_not_kept(editor: Client, model: Any) -> None:
    before = set(Item.objects.values_list("key", flat=True))
    form = filled_in(model)
    page = shown(editor, model, form)
    kept_before = before | ({UsageTable.objects.get().key} if "table" in form else set())
    assert f"Zo staat {'title' if 'title' in form else 'label'} er straks" in page
    assert 'class="site-header"' in page
    assert set(Item.objects.values_list("key", flat=True)) == kept_before


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_change_is_shown_before_it_is_saved(editor: Client, model: Any) -> None:
    form = filled_in(model)
    thing = saved(model, form)
    name = "title" if "title" in form else "label"
    page = shown(editor, model, form | {name: "Een andere naam"}, thing.pk)
    assert "Een andere naam" in page
    assert Item.objects.get(pk=thing.key).title != "Een andere naam"


def test_a_reader_of_the_site_gets_no_preview() -> None:
    client = Client()
    client.force_login(factories.person(Role.PROFESSIONAL))
    url = reverse(MODELS[0].snippet_viewset.get_url_name("preview_on_add"))
    assert client.post(url, filled_in(MODELS[0])).status_code == 302


def test_a_guide_is_shown_with_all_its_steps(editor: Client) -> None:
    guide = dialogues.guide("welcome", "gather")
    page = shown(editor, Guide, guide_form(guide, title="Een proef in twee stappen"), guide.pk)
    assert "Een proef in twee stappen" in page
    for block in guide.steps:
        assert block.value["question"] in page


def guide_form(guide: Guide, **fields: Any) -> dict[str, Any]:
    """The form of ``guide`` as the browser sends it back, with ``fields`` changed."""
    from wagtail.admin.panels import get_edit_handler

    bound = get_edit_handler(Guide).get_form_class()(instance=guide)
    form = {name: bound[name].value() or "" for name in bound.fields if name != "steps"}
    return form | steps_form(guide) | fields


def steps_form(guide: Guide) -> dict[str, Any]:
    form: dict[str, Any] = {"steps-count": str(len(guide.steps))}
    for number, block in enumerate(guide.steps):
        prefix = f"steps-{number}"
        form |= {f"{prefix}-type": "step", f"{prefix}-order": str(number), f"{prefix}-deleted": "", f"{prefix}-id": ""}
        for name, value in block.value.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                form[f"{prefix}-value-{name}"] = str(value)
            elif not isinstance(value, bool):
                form[f"{prefix}-value-{name}-count"] = "0"
    return form


def add(client: Client, **fields: Any) -> Any:
    example = dialogues.guide("welcome", "gather")
    form = guide_form(example, key="nieuwe-leidraad", title="Een nieuwe leidraad")
    return client.post(reverse(Guide.snippet_viewset.get_url_name("add")), form | fields)


def edit(client: Client, guide: Guide, **fields: Any) -> Any:
    url = reverse(Guide.snippet_viewset.get_url_name("edit"), args=[guide.pk])
    return client.post(url, guide_form(guide, **fields))


def approve(editor: Client, guide: Guide) -> None:
    """The editor submits ``guide`` and a colleague who did not write it approves."""
    edit(editor, guide, **{"action-submit": "1"})
    colleague = Client()
    colleague.force_login(factories.person(Role.EDITOR))
    task = guide.current_workflow_task_state
    url = reverse(Guide.snippet_viewset.get_url_name("workflow_action"), args=[guide.pk, "approve", task.pk])
    assert colleague.post(url, {"comment": ""}).status_code in (200, 302)


def test_nobody_publishes_the_guide_that_they_wrote(editor: Client) -> None:
    add(editor)
    guide = Guide.objects.get(key="nieuwe-leidraad")
    assert edit(editor, guide, **{"action-publish": "1"}).status_code in (302, 403)
    edit(editor, guide, **{"action-submit": "1"})
    task = guide.current_workflow_task_state
    url = reverse(Guide.snippet_viewset.get_url_name("workflow_action"), args=[guide.pk, "approve", task.pk])
    editor.post(url, {"comment": ""})
    assert not Guide.published.filter(key="nieuwe-leidraad").exists()
    form = editor.get(reverse(Guide.snippet_viewset.get_url_name("edit"), args=[guide.pk])).content.decode()
    assert 'name="action-publish"' not in form


def facilitator() -> Client:
    client = Client()
    client.force_login(factories.person(Role.FACILITATOR))
    return client


def test_a_draft_of_a_new_guide_cannot_be_started_until_it_is_published(editor: Client) -> None:
    assert add(editor).status_code == 302
    draft = Guide.objects.get(key="nieuwe-leidraad")
    assert not draft.live
    host = facilitator()
    assert "Een nieuwe leidraad" not in host.get("/leerdialogen/").content.decode()
    new = reverse("dialogue_new")
    assert "Een nieuwe leidraad" not in host.get(new).content.decode()
    assert "guide" in host.post(new, {"guide": str(draft.pk)}).context["form"].errors
    assert "Een nieuwe leidraad" in shown(editor, Guide, guide_form(draft), draft.pk)
    approve(editor, draft)
    assert "Een nieuwe leidraad" in host.get(new).content.decode()
    assert "guide" not in host.post(new, {"guide": str(draft.pk)}).context["form"].errors


def test_a_change_that_is_a_draft_leaves_the_published_guide_as_it_is(editor: Client) -> None:
    add(editor)
    approve(editor, Guide.objects.get(key="nieuwe-leidraad"))
    guide = Guide.objects.get(key="nieuwe-leidraad")
    edit(editor, guide, title="Nog niet af")
    guide.refresh_from_db()
    assert guide.title == "Een nieuwe leidraad"
    assert guide.get_latest_revision_as_object().title == "Nog niet af"
    assert "Nog niet af" not in Client().get("/leerdialogen/").content.decode()
    form = editor.get(reverse(Guide.snippet_viewset.get_url_name("edit"), args=[guide.pk])).content.decode()
    assert "Nog niet af" in form


def test_a_guide_that_is_taken_back_is_offered_no_more_and_not_made_again(editor: Client, tmp_path: Path) -> None:
    add(editor)
    approve(editor, Guide.objects.get(key="nieuwe-leidraad"))
    guide = Guide.objects.get(key="nieuwe-leidraad")
    url = reverse(Guide.snippet_viewset.get_url_name("unpublish"), args=[guide.pk])
    assert url in editor.get(reverse(Guide.snippet_viewset.get_url_name("edit"), args=[guide.pk])).content.decode()
    editor.post(url)
    assert "nieuwe-leidraad" not in Client().get("/leerdialogen/").content.decode()
    page = MethodPage(key="methode-proef", title="Proef", summary="Proef.", purpose="Proef.", evidence=Evidence.UNKNOWN)
    MethodIndexPage.objects.get().add_child(instance=page)
    steps = [{"kind": "gather", "title": "Schrijf", "question": "Wat viel op?", "minutes": 10}]
    described = {"key": guide.key, "title": guide.title, "method": "methode-proef", "steps": steps}
    (tmp_path / "nieuwe-leidraad.yaml").write_text(yaml.safe_dump(described))
    assert load_guides(tmp_path) == 0
    assert not Guide.objects.get(key="nieuwe-leidraad").live


def test_the_form_of_a_guide_names_its_method_in_dutch(editor: Client) -> None:
    page = editor.get(reverse(Guide.snippet_viewset.get_url_name("add"))).content.decode()
    assert "Werkvorm" in page
    assert "De pagina die lezers erover vertelt, als die er is." in page


def test_the_list_of_guides_says_in_dutch_which_are_drafts(editor: Client) -> None:
    add(editor)
    page = editor.get(reverse(Guide.snippet_viewset.get_url_name("list"))).content.decode()
    assert "Minuten" in page and "Minutes" not in page
    assert "concept" in page.lower()
