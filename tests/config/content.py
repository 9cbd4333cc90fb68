"""A small folder of content files, to break in one place at a time."""

from pathlib import Path
from typing import Any

import yaml

from config.content_loading.kinds import MODELS, ROWS

DOCUMENT = {
    "id": "900",
    "file": "900_voorbeeld.txt",
    "title": "Verslag van een bijeenkomst",
    "publisher": "x",
    "year": 2024,
}


def practice(**fields: Any) -> dict[str, Any]:
    return {
        "key": "bp-bellen-voor-brief",
        "title": "Eerst bellen, dan een brief",
        "summary": "Een medewerker belt voordat er een brief uitgaat.",
        "source": ["900_voorbeeld.txt §2 Bellen"],
        "organisations": ["org-gemeente-voorbeeld"],
        "action_line": "actielijn-1-begrijp",
        "action_line_basis": "afgeleid",
        "domain": ["belasting"],
        "target_group": "Inwoners met een achterstand",
        "what_was_done": "Twee medewerkers belden een maand lang.",
        "result": "Meer mensen namen contact op.",
        "result_direction": "positief",
        "result_basis": "praktijkcijfer",
        "figures": [{"value": 12, "label": "gesprekken"}],
        "evidence": "praktijkervaring",
        "lessons": ["Bel aan het begin van de avond."],
        "mechanisms": ["mech-schrik"],
        "is_headed_best_practice": False,
        "stopped": False,
        "soort": "praktijk",
        **fields,
    }


def files() -> dict[str, list[dict[str, Any]]]:
    return {
        "practices": [practice()],
        "action_lines": [
            {
                "key": "actielijn-1-begrijp",
                "number": 1,
                "title": "Begrijp de ontvanger",
                "summary": "Weten waarom mensen doen wat ze doen.",
                "source": [],
                "why": ["Een reden."],
                "best_practices": ["bp-bellen-voor-brief"],
            }
        ],
        "organisations": [{"key": "org-gemeente-voorbeeld", "title": "Gemeente Voorbeeld", "type": "gemeente"}],
        "mechanisms": [
            {
                "key": "mech-schrik",
                "title": "Schrik van een brief",
                "summary": "Wie schrikt, legt de brief weg.",
                "problem": "De brief blijft liggen.",
                "mechanism": "Schrik maakt dat mensen vermijden.",
                "intervention": "Eerst bellen.",
                "context": "Achterstanden.",
                "outcome": "Niet gemeten.",
                "evidence": "onbekend",
                "best_practices": ["bp-bellen-voor-brief"],
                "basis": "bron",
            }
        ],
        "segments": [
            {
                "key": "segment-bellers",
                "title": "Bellers",
                "summary": "Bellen liever dan dat ze lezen.",
                "traits": {"leeftijd": "alle"},
                "fitting_approach": ["bellen"],
                "caution": "Geen etiket.",
                "evidence": "onderzocht",
            }
        ],
    }


def write(folder: Path, content: dict[str, list[dict[str, Any]]]) -> Path:
    """Write ``content`` as files in ``folder``; files that are not in it are empty lists."""
    folder.mkdir(exist_ok=True)
    (folder / "meta.yaml").write_text(yaml.safe_dump({"documents": [DOCUMENT]}))
    for name in MODELS:
        if name != ROWS:
            (folder / f"{name}.yaml").write_text(yaml.safe_dump(content.get(name, []), allow_unicode=True))
    return folder
