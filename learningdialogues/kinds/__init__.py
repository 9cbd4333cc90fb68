"""The kinds of steps. Each module in this package defines one; adding a kind touches nothing else.

A module holds one instance called ``kind``; its template is ``learningdialogues/kinds/<code>.html``.
"""

from importlib import import_module
from pkgutil import iter_modules

from learningdialogues.kinds.base import StepKind


def _discover() -> dict[str, StepKind]:
    found = {}
    for module in iter_modules(__path__):
        if module.name != "base":
            kind = import_module(f"{__name__}.{module.name}").kind
            found[kind.code] = kind
    return found


KINDS: dict[str, StepKind] = _discover()
