"""The Dutch catalogue is read from its parts, and every text without Dutch is found."""

import gettext
from pathlib import Path

import pytest

from tools import catalogue


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project with one app, one folder of templates and one of translations."""
    for folder in ("network", "templates", "parts"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "PARTS", tmp_path / "parts")
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path / "nl" / "django.po")
    return tmp_path


def translate(project: Path, part: str, *pairs: tuple[str, str]) -> None:
    lines = "".join(f'msgid "{english}"\nmsgstr "{dutch}"\n\n' for english, dutch in pairs)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (project / "parts" / f"{part}.po").write_text(header + lines)


def faults() -> list[str]:
    whole, conflicts = catalogue.read_catalogue()
    return conflicts + catalogue.faults(whole)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("network/a.py", 'from x import gettext_lazy as _\nlabel = _("Seats")\n'),
        ("network/b.py", 'label = pgettext_lazy("room", "Seats")\n'),
        ("network/c.py", 'label = ngettext("Seats", "%(n)d seats", n)\n'),
        ("templates/a.html", '<h1>{% translate "Seats" %}</h1>'),
        (
            "templates/b.html",
            "{% if a %}\n  {% blocktranslate trimmed %}\n    Seats\n  {% endblocktranslate %}{% endif %}",
        ),
        ("templates/c.html", '{{ label|default:_("Seats") }} (it isn\'t "balanced"'),
        ("templates/d.html", '{% include "x.html" with label=_("Seats") %}'),
    ],
)
def test_a_text_without_dutch_is_found_wherever_it_stands(project: Path, name: str, source: str) -> None:
    (project / name).write_text(source)
    assert len(faults()) == 1
    assert "“Seats”" in faults()[0] and faults()[0].startswith(name)


def test_a_translated_text_is_no_fault(project: Path) -> None:
    (project / "network/a.py").write_text('_("Seats")\n_("%(count)d seats left")\n')
    translate(project, "one", ("Seats", "Plaatsen"), ("%(count)d seats left", "Nog %(count)d plaatsen"))
    assert faults() == []


def test_a_translation_that_loses_a_placeholder_is_a_fault(project: Path) -> None:
    (project / "network/a.py").write_text('_("%(count)d seats left")\n')
    translate(project, "one", ("%(count)d seats left", "Nog plaatsen"))
    assert "placeholders" in faults()[0]


def test_an_empty_translation_is_a_fault(project: Path) -> None:
    (project / "network/a.py").write_text('_("Seats")\n')
    translate(project, "one", ("Seats", ""))
    assert len(faults()) == 1


def test_of_two_translations_the_first_is_kept_and_the_difference_told(project: Path) -> None:
    translate(project, "a", ("Seats", "Plaatsen"))
    translate(project, "b", ("Seats", "Stoelen"))
    whole, conflicts = catalogue.read_catalogue()
    assert whole.get("Seats").string == "Plaatsen"
    assert len(conflicts) == 1


def test_a_text_that_is_used_alone_and_counted_is_one_message(project: Path) -> None:
    (project / "network/a.py").write_text('_("seat")\nngettext("seat", "seats", n)\n')
    translate(project, "a", ("seat", "plaats"))
    plural = 'msgid "seat"\nmsgid_plural "seats"\nmsgstr[0] "plaats"\nmsgstr[1] "plaatsen"\n'
    (project / "parts" / "b.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + plural
    )
    assert faults() == []
    whole, _ = catalogue.read_catalogue()
    with catalogue.compile_catalogue(whole).open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert (dutch.gettext("seat"), dutch.ngettext("seat", "seats", 2)) == ("plaats", "plaatsen")


def test_folding_the_parts_into_the_catalogue_loses_nothing(project: Path) -> None:
    translate(project, "b", ("Zones", "Zones"), ("Seats", "Plaatsen"))
    translate(project, "a", ("Areas", "Gebieden"))
    whole, _ = catalogue.read_catalogue()
    catalogue.write_catalogue(whole)
    for part in (project / "parts").iterdir():
        part.unlink()
    again, conflicts = catalogue.read_catalogue()
    assert conflicts == []
    assert [message.id for message in again if message.id] == ["Areas", "Seats", "Zones"]
    assert "POT-Creation-Date" not in catalogue.CATALOGUE.read_text()


def test_a_broken_file_is_named(project: Path) -> None:
    (project / "parts" / "broken.po").write_text('msgid "Seats"\nDutch: Plaatsen\n')
    with pytest.raises(ValueError, match=r"broken\.po"):
        catalogue.read_catalogue()
