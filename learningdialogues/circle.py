"""The perspective circle: is an option lawful and just, according to this group?

Pure arithmetic on Dutch marks: scores go in, frozen dataclasses come out, with nothing about who scored. The scale, the
limit and the median are our own choice, and the screen says so. How a result is drawn stands in ``circle_drawing.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from learningdialogues.circle_drawing import Drawing, circle_drawing
from learningdialogues.marks import LIMIT, InvalidScore, mark_words, quantile, validate_mark

FEWEST_SCORES = 5
JOINT_PEOPLE = (3, 4)


@dataclass(frozen=True)
class Perspective:
    """One way of looking. Name and question stay Dutch: they are the instrument's own words."""

    code: str
    name: str
    question: str


PERSPECTIVES = (
    Perspective("juridisch", "Juridisch", "Hoe is de wet bedoeld?"),
    Perspective(
        "financieel",
        "Financieel-economisch",
        "Wat is de financiële impact op de betrokkene en de maatschappij?",
    ),
    Perspective(
        "sociaal",
        "Sociaal-maatschappelijk",
        "Wat is de impact op de betrokkene en diens omgeving?",
    ),
)
BY_CODE = {perspective.code: perspective for perspective in PERSPECTIVES}

CAN, CAN_IF, CANNOT = "can", "can_if", "cannot"
KNOWER_ANSWERS = (CAN, CAN_IF, CANNOT)


@dataclass(frozen=True)
class KnowerRemark:
    """What the named *kenner* of one perspective says; ``cannot`` holds the option, whatever the median."""

    perspective: str
    answer: str
    reason: str = ""
    who: str = ""
    """Role or organisation."""

    @property
    def holds(self) -> bool:
        """Whether this remark keeps the option from passing."""
        return self.answer == CANNOT

    @property
    def name(self) -> str:
        """The name of the perspective."""
        return BY_CODE[self.perspective].name

    @property
    def speaker(self) -> str:
        """Of which perspective, and who: "juridisch (jurist van de gemeente)"."""
        return f"{self.name.lower()} ({self.who})" if self.who else self.name.lower()

    @property
    def words(self) -> str:
        """How the reason begins: "kan", "kan, mits" or "kan niet, want"; as a sentence of its own once it is erased."""
        if not self.reason:
            return {CAN: _("is possible"), CAN_IF: _("is possible on a condition"), CANNOT: _("is not possible")}[
                self.answer
            ]
        return {CAN: _("is possible"), CAN_IF: _("is possible, if"), CANNOT: _("is not possible, because")}[self.answer]


@dataclass(frozen=True)
class JointVerdict:
    """What a group of three or four says together, in place of a median."""

    is_sufficient: bool
    reason: str


@dataclass(frozen=True)
class PerspectiveResult:
    """The scores of one option on one perspective, lowest first; without figures below five scores."""

    code: str
    scores: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name of the perspective."""
        return BY_CODE[self.code].name

    @property
    def question(self) -> str:
        """The question that stands under the name wherever a mark is given or shown."""
        return BY_CODE[self.code].question

    @property
    def has_few(self) -> bool:
        """Whether there are too few scores for figures: then only the dots are shown."""
        return len(self.scores) < FEWEST_SCORES

    @property
    def q1(self) -> float | None:
        """First quartile."""
        return None if self.has_few else quantile(self.scores, 0.25)

    @property
    def median(self) -> float | None:
        """The median, on which the verdict rests."""
        return None if self.has_few else quantile(self.scores, 0.5)

    @property
    def q3(self) -> float | None:
        """Third quartile."""
        return None if self.has_few else quantile(self.scores, 0.75)

    @property
    def below(self) -> int:
        """How many scores lie below 5.5."""
        return sum(score < LIMIT for score in self.scores)

    @property
    def is_sufficient(self) -> bool | None:
        """Whether the median reaches 5.5; None when there are too few scores to say."""
        return None if self.median is None else self.median >= LIMIT

    @property
    def is_divided(self) -> bool:
        """Whether at least a third of the scores, and at least two, lie on the other side of 5.5 than the median."""
        if self.has_few:
            return False
        other_side = self.below if self.is_sufficient else len(self.scores) - self.below
        return other_side >= 2 and 3 * other_side >= len(self.scores)

    @property
    def spread_words(self) -> str:
        """The middle half of the scores: "6 tot 7,3"."""
        if self.q1 is None or self.q3 is None:
            return _("too few scores")
        if self.q1 == self.q3:
            return mark_words(self.q1)
        return _("%(low)s to %(high)s") % {"low": mark_words(self.q1), "high": mark_words(self.q3)}

    @property
    def below_words(self) -> str:
        """How many of the scores lie below 5.5: "2 van 12"."""
        return _("%(count)s of %(all)s") % {"count": self.below, "all": len(self.scores)}

    @property
    def median_words(self) -> str:
        """The median as people write a mark: "7,5"."""
        return "–" if self.median is None else mark_words(self.median)

    @property
    def verdict(self) -> str:
        """ "voldoende", "nog niet" or "te weinig scores"; said of a group, never of a person."""
        if self.is_sufficient is None:
            return _("too few scores")
        return _("sufficient") if self.is_sufficient else _("not yet")


@dataclass(frozen=True)
class OptionResult:
    """One option in the circle. ``people`` is how many took part, also those who gave no mark on a perspective."""

    title: str
    number: int
    people: int
    perspectives: tuple[PerspectiveResult, ...]
    knower: tuple[KnowerRemark, ...] = ()
    joint: JointVerdict | None = None

    @property
    def has_few(self) -> bool:
        """Whether any perspective has too few scores: then the dots are shown and no verdict."""
        return any(perspective.has_few for perspective in self.perspectives)

    @property
    def takes_joint_verdict(self) -> bool:
        """Whether this group is so small that it gives one verdict together."""
        return self.people in JOINT_PEOPLE

    @property
    def is_held(self) -> bool:
        """Whether a knower says that it cannot be done."""
        return any(remark.holds for remark in self.knower)

    @property
    def not_yet(self) -> tuple[PerspectiveResult, ...]:
        """The perspectives on which the group finds the option not yet sufficient."""
        return tuple(perspective for perspective in self.perspectives if perspective.is_sufficient is False)

    @property
    def is_sufficient(self) -> bool | None:
        """Whether the option passes: all three sufficient and not held. None when there is no verdict."""
        if self.is_held:
            return False
        if self.has_few:
            return self.joint.is_sufficient if self.joint else None
        return not self.not_yet

    @property
    def verdict(self) -> str:
        """The sentence above the option; it always speaks of this group."""
        if self.is_held:
            names = _listed(remark.name for remark in self.knower if remark.holds)
            return _("Held by the expert: %(names)s") % {"names": names}
        if self.has_few:
            return self._verdict_of_few()
        if not self.not_yet:
            return _("Sufficient on all three according to this group")
        names = _listed(perspective.name for perspective in self.not_yet)
        return _("Not yet according to this group: %(names)s") % {"names": names}

    def _verdict_of_few(self) -> str:
        if self.joint is None:
            return _("Too few scores for a verdict")
        if self.joint.is_sufficient:
            return _("Sufficient according to this group together")
        return _("Not yet according to this group together")

    @property
    def drawing(self) -> Drawing:
        """How this result is drawn; templates below this app in the line of imports reach it here."""
        return circle_drawing(self)

    def to_json(self) -> dict[str, Any]:
        """Plain numbers and texts, to keep when the ballots themselves are destroyed."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "OptionResult":
        """The result that ``to_json`` wrote."""
        joint = data.get("joint")
        return cls(
            title=data["title"],
            number=data["number"],
            people=data["people"],
            perspectives=tuple(PerspectiveResult(p["code"], tuple(p["scores"])) for p in data["perspectives"]),
            knower=tuple(KnowerRemark(**remark) for remark in data.get("knower", ())),
            joint=JointVerdict(**joint) if joint else None,
        )


def score_option(
    title: str,
    number: int,
    scores: Mapping[str, Sequence[int]],
    *,
    people: int | None = None,
    knower: Sequence[KnowerRemark] = (),
    joint: JointVerdict | None = None,
) -> OptionResult:
    """The result of one option from the ``scores`` per perspective code; option 0 is what we did then.

    ``people`` defaults to the most scores on any perspective ("geen oordeel" is no score). Raises InvalidScore for a
    mark that is not whole from 1 to 10, a knower's hold without a reason, or a joint verdict of five people or more.
    """
    for mark in (mark for marks in scores.values() for mark in marks):
        validate_mark(mark)
    for remark in knower:
        _validate_remark(remark)
    perspectives = tuple(PerspectiveResult(p.code, tuple(sorted(scores.get(p.code, ())))) for p in PERSPECTIVES)
    present = max(len(p.scores) for p in perspectives) if people is None else people
    result = OptionResult(title, number, present, perspectives, tuple(knower), joint)
    if joint and not result.takes_joint_verdict:
        raise InvalidScore(_("Only a group of three or four gives one verdict together."))
    return result


def _validate_remark(remark: KnowerRemark) -> None:
    if remark.perspective not in BY_CODE or remark.answer not in KNOWER_ANSWERS:
        raise InvalidScore(_("Choose a perspective and an answer."))
    if remark.answer != CAN and not remark.reason.strip():
        raise InvalidScore(_("Say why: the reason is part of the answer."))


def _listed(names: Any) -> str:
    """Names one after the other, in lower case within the sentence."""
    return ", ".join(dict.fromkeys(name.lower() for name in names))
