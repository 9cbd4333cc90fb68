"""The perspective circle in a document: all options in one table, then each option with its drawing and its figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from learningdialogues.circle import OptionResult
from learningdialogues.documents.circle_figure import circle_figure
from learningdialogues.documents.parts import Bullets, Heading, Paragraph, Part, Table


def circle_parts(
    results: Sequence[OptionResult], earlier: Sequence[Sequence[OptionResult]], *, with_expert: bool
) -> tuple[Part, ...]:
    """The last round in full, earlier ones as a table; and whether an expert by experience took part."""
    expert = _("With an expert by experience at the table")
    without = _("Without an expert by experience at the table")
    parts: list[Part] = [Paragraph.of(expert if with_expert else without, "note"), overview(results, _("All options"))]
    scale = _("Scale 1-10, limit 5.5 and median are a choice of this platform. Option 0 is what we did then.")
    parts.append(Paragraph.of(scale, "note"))
    for result in results:
        parts += _option(result)
    for number, made in enumerate(earlier, start=1):
        parts.append(overview(made, _("Scores of round %(number)d") % {"number": number}))
    return tuple(parts)


def overview(results: Sequence[OptionResult], caption: str) -> Table:
    """The medians of all options, with the verdict of the group."""
    names = [perspective.name for perspective in results[0].perspectives] if results else []
    rows = [
        (f"{result.number} {result.title}", *(one.median_words for one in result.perspectives), result.verdict)
        for result in results
    ]
    return Table(caption, (_("Option"), *names, _("According to this group")), tuple(rows))


def _option(result: OptionResult) -> list[Part]:
    heading = Heading(f"{result.number} {result.title}")
    remarks = _remarks(result)
    said: list[Part] = [heading, Paragraph.of(result.verdict, is_strong=True), circle_figure(result), _figures(result)]
    return [*said, remarks] if remarks.items else said


def _figures(result: OptionResult) -> Table:
    head = (_("Perspective"), _("Question"), _("Spread"), _("Below 5.5"), _("Median"), _("According to this group"))
    rows = [
        (one.name, one.question, one.spread_words, one.below_words, one.median_words, one.verdict)
        for one in result.perspectives
    ]
    return Table(_("Scores of “%(title)s”") % {"title": result.title}, head, tuple(rows))


def _remarks(result: OptionResult) -> Bullets:
    """The joint verdict, what divides the group, and what experts said."""
    said = [result.joint.reason] if result.joint else []
    said += [
        _("Divided on %(name)s: %(below)s gave less than 5.5.") % {"name": one.name.lower(), "below": one.below_words}
        for one in result.perspectives
        if one.is_divided
    ]
    said += [
        _("Expert %(name)s: %(words)s %(reason)s")
        % {"name": remark.speaker, "words": remark.words, "reason": remark.reason}
        for remark in result.knower
    ]
    return Bullets(tuple((Paragraph.of(line),) for line in said))
