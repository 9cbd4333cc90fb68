"""Each guide of ``content/guides/`` once, whole, over HTTP: prepared, opened, six people inside, every step, closed."""

import json
import re

import pytest
import yaml
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from learningdialogues import rendering
from learningdialogues.documents.assembling import document_of
from learningdialogues.documents.formats import FORMATS
from learningdialogues.guide_loading import METHODS, load_guides
from learningdialogues.models import Dialogue, Guide, MethodIndexPage, MethodPage, Report
from network.evidence import Evidence
from network.models import HomePage, Role
from tests.learningdialogues.documents.held import words_in
from tests.learningdialogues.player import Player, page
from tests.network.factories import person

FOLDER = settings.BASE_DIR / "content" / "guides"
GUIDES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
NUMBERS = ("", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien", "Elf")

pytestmark = pytest.mark.django_db


@pytest.fixture
def guides(monkeypatch):
    """All guides as the files say, below bare pages of their methods; the desk sees each count at once."""
    monkeypatch.setattr(rendering.waiting, "DESK_SECONDS", 1e-9)
    home = HomePage.objects.first() or Page.objects.get(depth=1).add_child(instance=HomePage(title="Thuis"))
    index = MethodIndexPage.objects.first() or home.add_child(instance=MethodIndexPage(title="Werkvormen"))
    files = [yaml.safe_load((FOLDER / f"{name}.yaml").read_text()) for name in GUIDES]
    for key in {file[name] for file in files for name in METHODS if name in file}:
        texts = {"summary": "Een werkvorm.", "purpose": "Leren.", "evidence": Evidence.UNKNOWN}
        index.add_child(instance=MethodPage(key=key, title=key, slug=key, **texts))
    load_guides(FOLDER)


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_is_run_from_preparing_to_report(guides, key):
    player = Player(Guide.objects.get(key=key), person(Role.FACILITATOR))
    follow_code = player.play()
    assert player.dialogue.status == Dialogue.Status.CLOSED
    assert player.dialogue.present_at_close == player.people
    for step in player.dialogue.steps.all():
        assert step.state == "done", step
        assert step.is_revealed == step.kind_module.has_round, step
        given = {name: times for (title, name), times in player.acts.items() if title == step.full_title}
        assert max(given.values()) == player.people or not step.kind_module.has_round, f"{step}: {given}"
        assert given.pop("klaar") and (given or step.kind == "welcome"), f"{step} got no input"
    _holds_no_contribution(player, _report(player, follow_code))


def _report(player: Player, follow_code: str) -> str:
    """The report as the facilitator reads it; the group reads the same with its follow code."""
    report = Report.objects.get(dialogue=player.dialogue)
    assert report.sections
    stranger = Client()
    followed = stranger.post("/meedoen/volgen/", {"volgcode": follow_code})
    read = player.desk.get(f"/leerdialogen/{player.dialogue.pk}/verslag/")
    assert (read.status_code, followed.status_code) == (200, 200)
    for section in report.sections:
        assert section["title"] in page(read).get_text(), section
    return page(read).get_text(" ") + page(followed).get_text(" ") + _in_documents(player.dialogue)


def _in_documents(dialogue: Dialogue) -> str:
    """The same as a document: each part of the page has its part there."""
    document = document_of(Report.objects.get(dialogue=dialogue))
    told = {section.title for section in document.sections if section.parts}
    assert {section["title"] for section in dialogue.report.sections} <= told
    return " ".join(words_in(FORMATS[code].write(document), code) for code in ("odt", "docx"))


def _holds_no_contribution(player: Player, told: str) -> None:
    kept = told + json.dumps([step.result for step in player.dialogue.steps.all()], ensure_ascii=False)
    assert len(player.sent) > player.people
    assert [text for text in player.sent if text in kept] == []
    if player.dialogue.steps.filter(kind="actions").exists():
        what = player.dialogue.agreements.get().what
        assert what in player.at_desk and what in told, "what was agreed at the desk is in the report"


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_is_complete_enough_to_lead_from_the_screen(guides, key):
    guide = Guide.objects.get(key=key)
    assert guide.method and guide.summary and guide.origin
    for block in guide.steps:
        step = block.value
        for name in ("question", "keywords", "script", "done_when", "minutes", "basis"):
            assert step[name], f"{step['title']}: {name}"
        bases = {question["basis"] for question in step["questions"]}
        assert step["basis"] == "deels bron" or bases <= {step["basis"]}, f"{step['title']}: {bases}"


@pytest.mark.parametrize("key", GUIDES)
def test_the_number_of_steps_in_the_summary_is_right(guides, key):
    guide = Guide.objects.get(key=key)
    told = re.search(r"(\w+) stappen", guide.summary)
    counted = sum(not block.value["continues"] for block in guide.steps)
    assert told is None or NUMBERS.index(told[1]) == counted
