"""What the documents say about dialogues is what the code does."""

from pathlib import Path

from django.conf import settings

from learningdialogues.diagram import mermaid
from learningdialogues.kinds import KINDS


def test_the_diagram_of_states_is_made_from_the_transitions():
    assert mermaid() in (Path(settings.BASE_DIR) / "docs/dialogue-states.md").read_text()


def test_each_kind_of_step_has_its_template_with_its_parts():
    folder = Path(settings.BASE_DIR) / "templates/learningdialogues/kinds"
    assert {path.stem for path in folder.glob("*.html")} == set(KINDS)
    for code in KINDS:
        assert 'part == "room"' in (folder / f"{code}.html").read_text(), code
