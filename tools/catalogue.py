"""The Dutch catalogue: read from its parts, compiled, and held against the texts in the code.

Translations need no gettext programs: Babel reads and writes the catalogues, Django itself turns templates into text
that Babel can read. While several people write, each may keep a fragment in ``locale/nl/parts``;
``merge_messages.py`` folds the fragments into the one catalogue.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/nl/LC_MESSAGES/django.po"
PARTS = ROOT / "locale/nl/parts"
SOURCES = ("config", "search", "learningdialogues", "bestpractices", "network", "templates")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

MessageId = tuple[str | None, str]


@dataclass(frozen=True)
class Text:
    """One text in the code or in a template, where it stands first, and how many forms its translation has."""

    id: MessageId
    place: str
    is_plural: bool


def id_of(message: Message) -> MessageId:
    """Context and (singular) English text: what makes a message one message."""
    return message.context, message.id[0] if message.pluralizable else message.id


def read_catalogue() -> tuple[Catalog, list[str]]:
    """The catalogue and its fragments as one, and a line for each conflict; of two the first is kept."""
    whole = Catalog(locale="nl", domain="django", fuzzy=False)
    conflicts = []
    for path in [CATALOGUE, *sorted(PARTS.glob("*.po"))]:
        for message in read_messages(path):
            known = whole.get(id_of(message)[1], message.context)
            if known is not None and _forms(known)[0] != _forms(message)[0]:
                conflicts.append(f"{path.name}: “{id_of(message)[1]}” is already translated as {known.string!r}")
            elif known is None or message.pluralizable:
                whole.add(message.id, message.string, flags=message.flags, context=message.context)
    return whole, conflicts


def _forms(message: Message) -> tuple[str, ...]:
    """The Dutch of a message: one form, or the singular and the plural."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def read_messages(path: Path) -> list[Message]:
    """The messages of one file, without its header. Raises ValueError, naming the file, when it cannot be read."""
    if not path.exists():
        return []
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale="nl", domain="django", abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{path.relative_to(ROOT)}: {error}") from error
    return [message for message in catalogue if message.id]


class Compilable:
    """A catalogue as Babel's writer reads it, in which each text with a plural also stands alone.

    Python before 3.12 does not find the singular of a counted text when the text is asked for by itself.
    """

    def __init__(self, catalogue: Catalog) -> None:
        self.catalogue = catalogue
        self.charset, self.num_plurals = catalogue.charset, catalogue.num_plurals

    def __iter__(self) -> Iterator[Message]:
        yield from self.catalogue
        for message in self.catalogue:
            if message.pluralizable:
                yield Message(message.id[0], message.string[0], flags=message.flags, context=message.context)


def compile_catalogue(catalogue: Catalog) -> Path:
    """Write the compiled catalogue that Django reads."""
    target = CATALOGUE.with_suffix(".mo")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, Compilable(catalogue))
    return target


def write_catalogue(catalogue: Catalog) -> None:
    """Write the one catalogue: sorted, without places and dates, so that a change shows as just that change."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
    body = CATALOGUE.read_text(encoding="utf-8")
    CATALOGUE.write_text(HEADER + body.lstrip("\n"), encoding="utf-8")


HEADER = """# Dutch texts of the platform. English is the source; see CONTRIBUTING.
msgid ""
msgstr ""
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def texts_in_code() -> list[Text]:
    """Every translatable text of the code and the templates, each once."""
    found: dict[MessageId, Text] = {}
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"}:
                for text in _texts_in(path):
                    if text.id not in found or text.is_plural:
                        found[text.id] = text
    return list(found.values())


def _texts_in(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        templatized = templatize(source, origin=str(path))
        source = "\n".join(line.strip() for line in templatized.splitlines())
    for number, message, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        texts = message if isinstance(message, tuple) else (message,)
        if texts[0]:
            place = f"{path.relative_to(ROOT)}:{number}"
            yield Text((context, texts[0]), place, is_plural=len(texts) > 1)


def faults(catalogue: Catalog) -> list[str]:
    """What is wrong with the catalogue: texts without Dutch, with too few forms, or with other placeholders."""
    return [fault for text in texts_in_code() if (fault := _fault(text, catalogue))]


def _fault(text: Text, catalogue: Catalog) -> str | None:
    context, english = text.id
    message = catalogue.get(english, context)
    if message is None:
        return f"{text.place}: no Dutch for “{english}”"
    strings = _forms(message)
    if not all(strings) or message.fuzzy or (text.is_plural and len(strings) < 2):
        return f"{text.place}: no (complete) Dutch for “{english}”"
    if _placeholders(strings[-1]) != _placeholders(english):
        return f"{text.place}: other placeholders in the Dutch for “{english}”"
    return None


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
