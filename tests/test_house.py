"""Rules about the whole house: directions, names, sizes, documents. Who may come in: test_doors.py."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model

from config import environment

ROOT = Path(settings.BASE_DIR)
APPS = ("config", "search", "learningdialogues", "bestpractices", "network")
"""From left to right: an app knows only itself and what stands to its right."""

SHAPELESS_NAMES = {"core", "common", "utils", "util", "helpers", "services", "misc"}
LONGEST_MODULE = 400
BESIDE_THE_VARIABLES = {"DJANGO_SETTINGS_MODULE"}
"""Documented with the environment variables, but read by Django."""

FOREIGN_TO_THE_PROJECT = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npm",
    "npm" + "js.",
    "repo" + "1.maven",
    "/wo" + "rk/",
    "/tm" + "p/w",
    "/ro" + "ot/",
]
"""Written in halves, so that this file holds none of them either."""


def committed_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def own_models() -> list[type[Model]]:
    return [model for label in APPS for model in apps.get_app_config(label).get_models()]


def test_imports_go_in_one_direction() -> None:
    command = [
        Path(sys.executable).with_name("lint-imports"),
        "--no-cache",
    ]  # in process it would take the loggers over
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_relation_points_right_or_stays_at_home(model: type[Model]) -> None:
    wrong = [field.name for field in forward_relations(model) if points_left(model, field)]
    assert wrong == []


def forward_relations(model: type[Model]) -> list[Field]:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many, *model._meta.private_fields]
    return [field for field in fields if field.is_relation and getattr(field, "related_model", None)]


def points_left(model: type[Model], field: Field) -> bool:
    target = field.related_model._meta.app_label
    return target in APPS and APPS.index(target) < APPS.index(model._meta.app_label)


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in python_files(*APPS) for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert names & SHAPELESS_NAMES == set()


def test_no_module_is_longer_than_400_lines() -> None:
    folders = (*APPS, "tools", "benchmarks", "tests")
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in python_files(*folders)}
    assert {path: length for path, length in lengths.items() if length >= LONGEST_MODULE} == {}


def test_environment_variables_are_read_in_one_place() -> None:
    allowed = {ROOT / "config/environment.py", *(ROOT / "config/settings").glob("*.py")}
    reading = re.compile(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv")
    readers = [path for path in python_files(*APPS) if reading.search(path.read_text())]
    assert [path for path in readers if path not in allowed] == []


def test_every_environment_variable_is_documented_and_every_documented_one_exists() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted({*environment.VARIABLES, *BESIDE_THE_VARIABLES})


REQUIRED = [variable.name for variable in environment.VARIABLES.values() if variable.default is None]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_environment_variable_is_named_in_the_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name, raising=False)
    with pytest.raises(ImproperlyConfigured, match=name):
        environment.read(name)


CHECK = """
import sys
from config import environment
environment.load_dotenv = lambda: None  # a developer's own file would fill in what is missing
import manage
sys.argv = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
manage.main()
"""


def checked_in_production(values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """``manage.py check`` in production with these environment variables and no others of ours."""
    env = {name: value for name, value in os.environ.items() if name not in environment.VARIABLES}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", **values}
    return subprocess.run([sys.executable, "-c", CHECK], cwd=ROOT, env=env, capture_output=True, text=True)


@pytest.fixture
def of_a_server(tmp_path: Path) -> dict[str, str]:
    """A value for each variable that production asks for, and no other."""
    return {
        "SECRET_KEY": "".join(f"{number:03}" for number in range(20)),
        "ALLOWED_HOSTS": "preventienetwerk.example",
        "SITE_URL": "https://preventienetwerk.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DATA_DIR": str(tmp_path),
        "DIALOGUE_KEYS_DIR": str(tmp_path / "keys"),
    }


def test_production_is_safe_with_the_required_variables_alone(of_a_server: dict[str, str]) -> None:
    assert set(of_a_server) == set(REQUIRED)
    checked = checked_in_production(of_a_server)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", REQUIRED)
def test_production_names_the_variable_that_is_missing(name: str, of_a_server: dict[str, str]) -> None:
    del of_a_server[name]
    checked = checked_in_production(of_a_server)
    assert checked.returncode != 0
    assert f"Set the environment variable {name}: " in checked.stderr
    assert "Missing too" not in checked.stderr


def test_production_names_everything_that_is_missing_at_once() -> None:
    told = checked_in_production({}).stderr
    assert [name for name in REQUIRED if name not in told] == []


@pytest.mark.parametrize("name", ["PORT", "WEB_THREADS", "TRUSTED_PROXIES"])
def test_a_number_that_is_none_is_named(name: str, of_a_server: dict[str, str]) -> None:
    checked = checked_in_production(of_a_server | {name: "acht"})
    assert checked.returncode != 0
    assert f"The environment variable {name} must be a number, not “acht”." in checked.stderr


def test_production_reads_each_environment_variable_once_and_nothing_else_does() -> None:
    reading = re.compile(r"""\bread(?:_number)?\(["']([A-Z_]+)["']""")
    loosening = ROOT / "config/settings/development.py"
    read = [name for path in python_files(*APPS) if path != loosening for name in reading.findall(path.read_text())]
    assert sorted(read) == sorted(environment.VARIABLES)


def glossary_names() -> set[str]:
    """The code names in the tables of the glossary."""
    rows = [line for line in (ROOT / "docs/glossary.md").read_text().splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"`([A-Za-z]+)`", row)}


def test_every_model_stands_in_the_glossary() -> None:
    assert {model.__name__ for model in own_models()} - glossary_names() == set()


def test_every_class_in_the_glossary_exists() -> None:
    classes = {
        node.name
        for path in python_files(*APPS)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    }
    assert {name for name in glossary_names() if name[0].isupper()} - classes == set()


def test_no_committed_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in committed_files()
        for word in FOREIGN_TO_THE_PROJECT
        if word.encode() in path.read_bytes()
    ]
    assert found == []


def test_nothing_that_is_made_is_committed() -> None:
    made = {".venv", "var", "node_modules", ".env", "staticfiles"}
    assert [path for path in committed_files() if path.relative_to(ROOT).parts[0] in made] == []


def documents() -> list[Path]:
    return [path for path in committed_files() if path.suffix == ".md"]


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_in_a_document_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", document.read_text())
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not leads_somewhere(document, target)] == []


def leads_somewhere(document: Path, target: str) -> bool:
    """Whether the file is there, and in it the heading that the part after # names."""
    name, _hash, heading = target.partition("#")
    file = document.parent / name if name else document
    if not file.exists() or not heading:
        return file.exists()
    titles = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return heading in {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_readme_stays_short_and_shows_the_platform() -> None:
    readme = (ROOT / "README.md").read_text()
    assert len(readme.splitlines()) < 80
    assert re.search(r"!\[[^\]]+\]\(docs/screenshots/\w+\.png\)", readme)


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.")[0].splitlines()
    dependencies = [line for line in lines if re.match(r'    "', line)]
    assert dependencies
    assert [line for line in dependencies if "#" not in line] == []


def test_every_dependency_stands_in_the_list_of_licences() -> None:
    text = (ROOT / "pyproject.toml").read_text().split("[tool.")[0]
    names = {
        name.lower() for name in re.findall(r'^    "([\w-]+)|(?<=, )"([\w-]+)"', text, re.MULTILINE) for name in name
    }
    listed = {
        name.lower() for name in re.findall(r"^\| ([\w-]+)", (ROOT / "docs/licences.md").read_text(), re.MULTILINE)
    }
    assert names - listed - {""} == set()


def test_publiccode_has_what_its_standard_demands() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"} <= set(told)
    assert told["legal"]["license"] == "EUPL-1.2"
    assert told["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in told["maintenance"]["contacts"])
    assert set(told["localisation"]) == {"localisationReady", "availableLanguages"}
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in words["features"])


def test_every_style_sheet_closes_what_it_opens() -> None:
    """A browser reads on within a block that stays open: everything below it would belong to that one."""
    sheets = {path.name: path.read_text() for path in (ROOT / "static" / "css").glob("*.css")}
    assert sheets
    assert [name for name, text in sheets.items() if text.count("{") != text.count("}")] == []
