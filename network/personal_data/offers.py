"""More general wordings that can stand in the place of a finding. They are Dutch, because the texts are."""

from datetime import date

_SEASONS = ("winter", "voorjaar", "zomer", "najaar")
_QUARTERS = ("eerste", "tweede", "derde", "vierde")
_TENS = {
    1: "tien",
    2: "twintig",
    3: "dertig",
    4: "veertig",
    5: "vijftig",
    6: "zestig",
    7: "zeventig",
    8: "tachtig",
    9: "negentig",
}
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


PERSON = "een inwoner"
"""Anybody at all: a benefit, an age or a sex would be a fact that the writer did not give."""


def age(years: int) -> str:
    """An age as a decade, a child's as a stage of life."""
    if years < 4:
        return "heel jong"
    if years < 12:
        return "op de basisschool"
    if years < 18:
        return "een tiener"
    if years < 20:
        return "net volwassen"
    return f"in de {_TENS.get(years // 10, 'negentig')}"


def quarter(month: int, year: int | None) -> str:
    """The quarter in which a day lies: "een dag in het eerste kwartaal van 2026"."""
    words = f"een dag in het {_QUARTERS[(month - 1) // 3]} kwartaal"
    return f"{words} van {year}" if year else words


def season(month: int, year: int | None) -> str:
    """The season of a month: "in het voorjaar van 2026". December counts with the winter."""
    name = _SEASONS[month % 12 // 3]
    words = f"in {'de' if name in {'winter', 'zomer'} else 'het'} {name}"
    return f"{words} van {year}" if year else words


def birth(year: int | None, today: date) -> str:
    """A date of birth as somebody's decade of life."""
    return "een geboortedatum" if year is None else age(max(0, today.year - year))


def like(original: str, offer: str) -> str:
    """``offer`` with a capital where ``original`` began a sentence with one."""
    return offer[0].upper() + offer[1:] if original[:1].isupper() else offer
