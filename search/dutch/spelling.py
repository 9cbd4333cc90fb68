"""Words that look like a word nobody knows: for typing errors. Pure functions."""

from collections.abc import Collection

_SHORTEST = 5


def nearest(word: str, vocabulary: Collection[str], most: int = 2) -> list[str]:
    """The words of ``vocabulary`` that differ from ``word`` by one letter, or by two when it is long; nearest first."""
    if len(word) < _SHORTEST:
        return []
    reach = 1 if len(word) < 8 else 2
    pairs = _pairs(word)
    near = [
        (distance(word, other, reach), other)
        for other in vocabulary
        if abs(len(other) - len(word)) <= reach and len(pairs & _pairs(other)) >= len(pairs) - 2 * reach - 1
    ]
    return [other for steps, other in sorted(near) if 0 < steps <= reach][:most]


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}


def distance(one: str, other: str, reach: int) -> int:
    """How many letters to add, drop, change or swap to get from ``one`` to ``other``; above ``reach`` it is a guess."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, counterpart in enumerate(other, 1):
            steps = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != counterpart))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == counterpart:
                steps = min(steps, before[column - 2] + 1)
            current.append(steps)
        if min(current) > reach:
            return reach + 1
        before, last = last, current
    return last[-1]
