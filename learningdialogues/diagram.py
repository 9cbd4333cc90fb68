"""The life of a dialogue as a diagram, made from the dict of transitions (docs/dialogue-states.md)."""

from learningdialogues.facilitation import TRANSITIONS


def mermaid() -> str:
    """A Mermaid state diagram of ``TRANSITIONS``."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {state} --> {to}" for state, following in TRANSITIONS.items() for to in sorted(following)]
    lines += [f"    {state} --> [*]" for state, following in TRANSITIONS.items() if not following]
    return "\n".join(lines)
