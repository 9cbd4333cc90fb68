"""Loading the starting content: all or nothing, safe to run again, and never over the work of an editor."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from bestpractices.models import MechanismPage, PracticePage, Segment, UsageTable
from config.content_loading.files import CONTENT_DIR
from config.content_loading.kinds import MODELS, ROWS
from config.content_loading.loading import ContentRefused, load
from network.models import Item, Link
from tests.config import content

PRACTICE = "bp-bellen-voor-brief"


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    return content.write(tmp_path / "content", content.files())


def mistakes(folder: Path) -> list[tuple[str, str, str]]:
    """What is refused, as file, key and field; nothing was written."""
    with pytest.raises(ContentRefused) as refused:
        load(folder)
    assert not Item.objects.exists()
    assert not PracticePage.objects.exists()
    return [(problem.file, problem.key, problem.field) for problem in refused.value.problems]


def test_everything_is_published_with_its_links(folder: Path, client: Client) -> None:
    load(folder)
    practice = PracticePage.objects.get(key=PRACTICE)
    assert practice.live and not practice.has_unpublished_changes
    assert practice.get_latest_revision() is not None
    assert [block.value["section"] for block in practice.source] == ["§2 Bellen"]
    links = set(Link.objects.filter(source=PRACTICE).values_list("target", "relation", "basis"))
    assert links == {
        ("org-gemeente-voorbeeld", "carried_out_by", ""),
        ("actielijn-1-begrijp", "belongs_to", "afgeleid"),
        ("mech-schrik", "related", ""),
    }
    assert client.get(f"/k/{PRACTICE}").url == "/praktijkvoorbeelden/bellen-voor-brief/"


def test_a_pair_that_both_sides_name_is_one_link(folder: Path) -> None:
    load(folder)
    assert Link.objects.filter(target=PRACTICE).count() == 0
    assert Link.objects.filter(source=PRACTICE, target="mech-schrik").count() == 1


def test_a_second_run_changes_nothing(folder: Path) -> None:
    load(folder)
    before = dict(Item.objects.values_list("key", "version"))
    outcome = load(folder)
    assert (outcome.new, outcome.changed, outcome.left_alone) == ([], [], [])
    assert len(outcome.unchanged) == len(before)
    assert dict(Item.objects.values_list("key", "version")) == before


def test_a_changed_file_changes_only_its_item(folder: Path) -> None:
    load(folder)
    files = content.files()
    files["practices"] = [content.practice(result="Twee keer zoveel mensen namen contact op.")]
    assert load(content.write(folder, files)).changed == [PRACTICE]
    practice = PracticePage.objects.get(key=PRACTICE)
    assert practice.result.startswith("Twee keer")
    assert practice.get_latest_revision_as_object().result == practice.result


def edit_and_publish() -> None:
    page = PracticePage.objects.get(key=PRACTICE)
    page.result = "Een redacteur schreef dit."
    page.save_revision().publish()


def edit_a_draft() -> None:
    page = PracticePage.objects.get(key=PRACTICE)
    page.result = "Een redacteur is hier nog mee bezig."
    page.save_revision()


def unpublish() -> None:
    PracticePage.objects.get(key=PRACTICE).unpublish()


@pytest.mark.parametrize("edit", [edit_and_publish, edit_a_draft, unpublish])
def test_an_item_that_was_edited_is_left_alone_and_reported(folder: Path, edit: Callable[[], None]) -> None:
    load(folder)
    edit()
    before = PracticePage.objects.values().get(key=PRACTICE)
    files = content.files()
    files["practices"] = [content.practice(result="Iets anders.")]
    out = StringIO()
    call_command("loadcontent", folder=content.write(folder, files), stdout=out)
    assert PracticePage.objects.values().get(key=PRACTICE) == before
    assert PRACTICE in out.getvalue()


def test_an_edited_segment_is_left_alone(folder: Path) -> None:
    load(folder)
    segment = Segment.objects.get(key="segment-bellers")
    segment.caution = "Mensen wisselen van houding."
    segment.save()
    assert load(folder).left_alone == ["segment-bellers"]


def test_what_an_editor_deleted_does_not_come_back(folder: Path) -> None:
    load(folder)
    Segment.objects.get(key="segment-bellers").delete()
    assert load(folder).left_alone == ["segment-bellers"]
    assert not Segment.objects.exists()


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown field": ({"kleur": "blauw"}, "kleur"),
    "a missing required text": ({"what_was_done": None}, "what_was_done"),
    "a word outside the list": ({"evidence": "zeker"}, "evidence"),
    "a word outside a list of several": ({"domain": ["voetbal"]}, "domain"),
    "no domain at all": ({"domain": []}, "domain"),
    "a list where a text belongs": ({"result": ["een", "twee"]}, "result"),
    "a text where yes or no belongs": ({"stopped": "nee"}, "stopped"),
    "a link to nothing": ({"mechanisms": ["mech-bestaat-niet"]}, "mechanisms"),
    "a link to another kind": ({"mechanisms": ["org-gemeente-voorbeeld"]}, "mechanisms"),
    "a link to itself": ({"related": [PRACTICE]}, "related"),
    "an unknown part of a figure": ({"figures": [{"value": 1, "label": "x", "unit": "y"}]}, "figures.1.unit"),
    "a missing part of a figure": ({"figures": [{"value": 1}]}, "figures.1.label"),
    "a sentence that is too long": ({"lessons": ["x" * 1001]}, "lessons.1"),
    "an unknown document": ({"source": ["901_onbekend.txt §1"]}, "source"),
}


@pytest.mark.parametrize(("fields", "field"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_names_file_key_and_field_and_writes_nothing(folder: Path, fields: dict, field: str) -> None:
    files = content.files()
    files["practices"] = [content.practice(**fields)]
    assert mistakes(content.write(folder, files)) == [("practices", PRACTICE, field)]


def test_all_mistakes_are_named_at_once(folder: Path) -> None:
    files = content.files()
    files["practices"] = [content.practice(evidence="zeker", soort="gedicht")]
    del files["mechanisms"][0]["problem"]
    assert sorted(mistakes(content.write(folder, files))) == [
        ("mechanisms", "mech-schrik", "problem"),
        ("practices", PRACTICE, "evidence"),
        ("practices", PRACTICE, "soort"),
    ]


def test_a_key_that_stands_in_the_files_twice_is_refused(folder: Path) -> None:
    files = content.files()
    files["practices"] = [content.practice(), content.practice()]
    assert mistakes(content.write(folder, files)) == [("practices", PRACTICE, "key")]


def test_a_number_that_may_be_there_once_is_refused_the_second_time(folder: Path) -> None:
    files = content.files()
    files["action_lines"].append({**files["action_lines"][0], "key": "actielijn-1-nog-eens", "best_practices": []})
    assert mistakes(content.write(folder, files)) == [("action_lines", "actielijn-1-nog-eens", "number")]


@pytest.mark.parametrize("key", ["mech-verkeerde-soort", "bp-Met Hoofdletter", "zomaar"])
def test_a_key_of_the_wrong_form_is_refused(folder: Path, key: str) -> None:
    files = {**content.files(), "practices": [content.practice(key=key)], "mechanisms": [], "action_lines": []}
    assert ("practices", key, "key") in mistakes(content.write(folder, files))


def test_a_file_that_is_no_yaml_is_named_with_the_line(folder: Path) -> None:
    (folder / "practices.yaml").write_text('- key: "bp-half\n')
    with pytest.raises(ContentRefused, match=r"practices\.yaml: .*2"):
        load(folder)


def test_the_command_prints_each_mistake_and_fails(folder: Path) -> None:
    files = content.files()
    files["practices"] = [content.practice(evidence="zeker")]
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("loadcontent", folder=content.write(folder, files), stderr=errors)
    assert f"practices.yaml, {PRACTICE}, evidence:" in errors.getvalue()


# The real content, loaded once for this module.


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def written() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every item of the real files, with its file."""
    for file in MODELS:
        if file != ROWS:
            for item in yaml.safe_load((CONTENT_DIR / f"{file}.yaml").read_text()):
                yield file, item
                for row in item.get("rows", []):
                    yield ROWS, row


def test_every_key_of_the_files_leads_somewhere(loaded: None, db: None, client: Client) -> None:
    keys = [item["key"] for _file, item in written()]
    assert len(keys) == 675
    assert set(Item.objects.exclude(visibility="").values_list("key", flat=True)) >= set(keys)
    for key in keys:
        response = client.get(f"/k/{key}")
        assert response.status_code == 302, key
        assert response.url == Item.objects.get(pk=key).url


def test_every_text_of_the_files_stands_in_its_model(loaded: None, db: None) -> None:
    for file, item in written():
        thing = MODELS[file].objects.get(key=item["key"])
        for name, value in item.items():
            if isinstance(value, str) and name in {field.name for field in thing._meta.fields}:
                assert getattr(thing, name) == value, (item["key"], name)


def test_every_reference_of_the_files_is_a_link(loaded: None, db: None) -> None:
    pairs = {frozenset(pair) for pair in Link.objects.values_list("source", "target")}
    keys = {item["key"] for _file, item in written()}
    for _file, item in written():
        for value in item.values():
            for target in value if isinstance(value, list) else [value]:
                if isinstance(target, str) and target in keys and target != item["key"]:
                    assert {item["key"], target} in pairs, (item["key"], target)


def test_what_the_editors_inferred_keeps_that_mark(loaded: None, db: None) -> None:
    link = Link.objects.get(source="mech-jullie-wisten-dit-al", target="theorie-heuristieken")
    assert (link.relation, link.basis) == ("rests_on", "afgeleid")
    assert MechanismPage.objects.get(key="mech-noshow-wachttijd").mechanism_basis == "afgeleid uit de maatregelen"


def test_the_table_keeps_its_numbers_in_order(loaded: None, db: None) -> None:
    row = UsageTable.objects.get().rows.first()
    assert row.values == [17, 94, 22, 100, 39, 98]


def test_the_words_of_choice_fields_are_those_of_the_sources(loaded: None, db: None) -> None:
    vocab = yaml.safe_load((CONTENT_DIR / "meta.yaml").read_text())["vocab"]
    field = PracticePage._meta.get_field
    for name in ("evidence", "result_direction", "result_basis", "soort"):
        assert {code for code, _label in field(name).choices} == set(vocab[name])
    assert {code for code, _label in field("domain").choice_list} == set(vocab["domain"])


def test_every_item_has_words_that_people_would_search_with(loaded: None, db: None) -> None:
    for file, item in written():
        words = MODELS[file].objects.get(key=item["key"]).search_words.splitlines()
        assert 3 <= len(words) <= 10, item["key"]
        assert len(set(words)) == len(words), item["key"]


def test_a_second_run_of_the_real_content_is_quick_and_changes_nothing(loaded: None, db: None) -> None:
    outcome = load()
    assert (outcome.new, outcome.changed, outcome.left_alone) == ([], [], [])
