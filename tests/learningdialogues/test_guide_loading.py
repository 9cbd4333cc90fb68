"""Guides from files: each mistake says where it stands, a second run changes nothing, editors keep what is theirs."""

from pathlib import Path

import pytest
import yaml
from wagtail.models import Page

from learningdialogues.guide_loading import GuideRefused, load_guides
from learningdialogues.models import Guide, MethodIndexPage, MethodPage
from network.evidence import Evidence
from network.models import HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

STEP = {"kind": "gather", "title": "Signalen", "question": "Wat zagen we?", "minutes": 10, "basis": "eigen"}
GUIDE = {"key": "proef", "title": "Proef", "method": "methode-proef", "order": 5, "steps": [STEP]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = HomePage.objects.first() or Page.objects.get(depth=1).add_child(instance=HomePage(title="Thuis"))
    index = MethodIndexPage.objects.first() or home.add_child(instance=MethodIndexPage(title="Werkvormen"))
    page = MethodPage(
        key="methode-proef", title="Proef", summary="Een proef.", purpose="Proeven.", evidence=Evidence.UNKNOWN
    )
    index.add_child(instance=page)
    return tmp_path


def write(folder: Path, key: str = "proef", **changes) -> None:
    (folder / f"{key}.yaml").write_text(yaml.safe_dump(GUIDE | {"key": key} | changes), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(GuideRefused) as refused:
        load_guides(folder)
    return str(refused.value)


def test_a_second_run_writes_nothing_and_a_changed_file_changes_its_guide(folder):
    write(folder)
    assert (load_guides(folder), load_guides(folder)) == (1, 0)
    write(folder, steps=[STEP | {"minutes": 25}])
    assert (load_guides(folder), load_guides(folder)) == (1, 0)
    assert Guide.objects.get(key="proef").minutes == 25


def test_a_guide_that_editors_changed_is_left_alone(folder):
    write(folder)
    load_guides(folder)
    guide = Guide.objects.get(key="proef")
    guide.title = "Van de redactie"
    guide.save_revision().publish()
    write(folder, title="Uit het bestand")
    assert load_guides(folder) == 0
    assert Guide.objects.get(key="proef").title == "Van de redactie"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"method": "methode-is-er-niet"}, "proef.yaml, method:"),
        ({"summmary": "Typefout"}, "proef.yaml, summmary:"),
        ({"title": ""}, "proef.yaml, title:"),
        ({"steps": []}, "proef.yaml, steps:"),
        ({"steps": [STEP | {"kind": "dansen"}]}, "proef.yaml, stap ‘Signalen’, kind:"),
        ({"steps": [STEP | {"minutes": 0}]}, "proef.yaml, stap ‘Signalen’, minutes:"),
        ({"steps": [STEP | {"scrip": "Zeg iets"}]}, "proef.yaml, stap ‘Signalen’, scrip:"),
        ({"steps": [STEP, STEP | {"title": ""}]}, "proef.yaml, stap ‘2’, title:"),
        ({"steps": [STEP | {"takes_from": ["Later"]}]}, "proef.yaml, stap ‘Signalen’, takes_from:"),
        ({"steps": [STEP | {"questions": [{"text": "", "basis": "bron"}]}]}, "proef.yaml, stap ‘Signalen’, questions:"),
        ({"steps": [STEP | {"questions": [{"text": "Wat?", "basis": "gok"}]}]}, "stap ‘Signalen’, questions:"),
        ({"short_of": "proef", "parts": [{"title": "Weg", "minutes": 5}]}, "proef.yaml, stap ‘Weg’, parts:"),
    ],
)
def test_a_mistake_names_file_step_and_field_and_nothing_is_written(folder, changes, where):
    write(folder, "goed")
    write(folder, **changes)
    assert where in refusal(folder)
    assert not Guide.objects.exists()


def test_every_mistake_is_told_at_once(folder):
    write(folder, steps=[STEP | {"kind": "dansen"}], method="methode-weg")
    (folder / "stuk.yaml").write_text("key: stuk\ntitle: [", encoding="utf-8")
    (folder / "anders.yaml").write_text("key: nog-anders\n", encoding="utf-8")
    told = refusal(folder).splitlines()
    assert [line.split(":")[0] for line in told] == [
        "anders.yaml, key",
        "stuk.yaml",
        "proef.yaml, method",
        "proef.yaml, stap ‘Signalen’, kind",
    ]


def test_a_short_variant_takes_steps_from_the_whole_one_with_minutes_of_its_own(folder):
    later = STEP | {"title": "Handvatten", "takes_from": ["Signalen", "Welkom"], "break_minutes": 10}
    write(folder, steps=[STEP | {"title": "Welkom"}, STEP, later])
    parts = [{"title": "Signalen", "minutes": 4}, {"title": "Handvatten", "minutes": 6}]
    write(folder, "proef-kort", steps=None, short_of="proef", parts=parts)
    load_guides(folder)
    short = Guide.objects.get(key="proef-kort")
    assert [(block.value["title"], block.value["minutes"]) for block in short.steps] == [
        ("Signalen", 4),
        ("Handvatten", 6),
    ]
    assert short.minutes == 10
    assert list(short.steps[1].value["takes_from"]) == ["Signalen"]
