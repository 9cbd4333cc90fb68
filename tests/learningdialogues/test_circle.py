"""The perspective circle: the rules of its verdict on worked examples, and what must hold for any scores."""

import json
import statistics
from math import hypot

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from learningdialogues.circle import (
    CAN_IF,
    CANNOT,
    PERSPECTIVES,
    JointVerdict,
    KnowerRemark,
    OptionResult,
    PerspectiveResult,
    score_option,
)
from learningdialogues.circle_drawing import circle_drawing, dot_step, widened
from learningdialogues.marks import InvalidScore, mark_words, quantile, validate_mark

CODES = ("juridisch", "financieel", "sociaal")
HIGH, LOW = (7,) * 6, (4,) * 6
some_marks = st.lists(st.integers(1, 10), max_size=14)
enough_marks = st.lists(st.integers(1, 10), min_size=5, max_size=14)
any_scores = st.fixed_dictionaries(dict.fromkeys(CODES, some_marks))


@pytest.fixture(autouse=True)
def in_english():
    """The sentences of the source, so that these tests do not depend on a compiled catalogue."""
    with override("en"):
        yield


def option(juridisch=HIGH, financieel=HIGH, sociaal=HIGH, **more):
    scores = {"juridisch": juridisch, "financieel": financieel, "sociaal": sociaal}
    return score_option("Bel eerst", 1, scores, **more)


def test_each_perspective_asks_its_own_question():
    assert [(p.code, p.name, p.question) for p in option().perspectives] == [
        ("juridisch", "Juridisch", "Hoe is de wet bedoeld?"),
        ("financieel", "Financieel-economisch", "Wat is de financiële impact op de betrokkene en de maatschappij?"),
        ("sociaal", "Sociaal-maatschappelijk", "Wat is de impact op de betrokkene en diens omgeving?"),
    ]
    assert tuple(p.code for p in PERSPECTIVES) == CODES


def test_an_option_passes_only_when_all_three_are_sufficient():
    assert option().is_sufficient is True
    assert option().verdict == "Sufficient on all three according to this group"
    assert option(sociaal=LOW).is_sufficient is False
    assert option(sociaal=LOW).verdict == "Not yet according to this group: sociaal-maatschappelijk"
    assert option(LOW, LOW).verdict == "Not yet according to this group: juridisch, financieel-economisch"


@pytest.mark.parametrize(
    ("scores", "q1", "median", "q3", "below", "is_sufficient"),
    [
        ((5, 5, 6, 6, 6), 5, 6, 6, 2, True),
        ((5, 5, 5, 6, 6, 6), 5, 5.5, 6, 3, True),
        ((1, 5, 5, 10, 10), 5, 5, 10, 3, False),
        ((8, 2, 4, 4, 4, 5, 4, 3, 5, 4, 6, 4), 4, 4, 5, 10, False),
        ((6, 7, 7, 8, 7, 7, 7, 8), 7, 7, 7.25, 0, True),
    ],
)
def test_the_figures_of_a_perspective(scores, q1, median, q3, below, is_sufficient):
    result = option(juridisch=scores).perspectives[0]
    assert (result.q1, result.median, result.q3) == (q1, median, q3)
    assert (result.below, result.is_sufficient) == (below, is_sufficient)


@pytest.mark.parametrize(
    ("scores", "is_divided"),
    [
        ((3, 3, 7, 7, 7, 7), True),
        ((3, 3, 7, 7, 7, 7, 7), False),
        ((3, 7, 7, 7, 7), False),
        ((3, 3, 3, 7, 7), True),
        ((5, 5, 5, 6, 6, 6), True),
        ((3, 3, 7, 7), False),
        ((5, 5, 5, 5, 5, 5), False),
        ((4, 4, 4, 4, 6, 6), True),
    ],
)
def test_divided_means_a_third_and_at_least_two_on_the_other_side(scores, is_divided):
    assert option(juridisch=scores).perspectives[0].is_divided is is_divided


def test_one_perspective_with_four_scores_leaves_the_dots_and_no_verdict():
    result = option(juridisch=(7, 7, 7, 7))
    assert result.is_sufficient is None
    assert result.verdict == "Too few scores for a verdict"
    few = result.perspectives[0]
    assert (few.q1, few.median, few.q3, few.is_sufficient, few.is_divided) == (None, None, None, None, False)
    assert few.scores == (7, 7, 7, 7)
    assert few.spread_words == "too few scores"


def test_a_knower_holds_an_option_whatever_the_median():
    remark = KnowerRemark("juridisch", CANNOT, "de wet kijkt per geval")
    held = option(knower=[remark])
    assert held.is_sufficient is False
    assert held.verdict == "Held by the expert: juridisch"
    assert held.knower == (remark,)
    assert option(knower=[KnowerRemark("juridisch", CAN_IF, "je het vooraf zegt")]).is_sufficient is True


def test_a_hold_also_stands_in_a_small_group():
    held = option((7, 7), (7, 7), (7, 7), people=3, joint=JointVerdict(True, "ja"), knower=[_held()])
    assert held.is_sufficient is False


def _held():
    return KnowerRemark("sociaal", CANNOT, "het gezin raakt alles kwijt")


@pytest.mark.parametrize("people", [3, 4])
def test_three_or_four_people_give_one_verdict_together(people):
    marks = (7,) * people
    asked = option(marks, marks, marks)
    assert asked.takes_joint_verdict
    assert asked.is_sufficient is None
    good = option(marks, marks, marks, joint=JointVerdict(True, "we zijn het eens"))
    bad = option(marks, marks, marks, joint=JointVerdict(False, "te duur"))
    assert (good.is_sufficient, bad.is_sufficient) == (True, False)
    assert good.verdict == "Sufficient according to this group together"
    assert bad.verdict == "Not yet according to this group together"


def test_a_group_of_five_where_many_give_no_mark_gives_no_joint_verdict():
    with pytest.raises(InvalidScore):
        option((7, 7, 7), (7, 7, 7), (7, 7, 7), people=5, joint=JointVerdict(True, "ja"))
    assert not option((7, 7, 7), (7, 7, 7), (7, 7, 7), people=5).takes_joint_verdict


@pytest.mark.parametrize("mark", [0, 11, 5.5, "7", None, True])
def test_only_whole_marks_from_1_to_10_count(mark):
    with pytest.raises(InvalidScore):
        validate_mark(mark)
    with pytest.raises(InvalidScore):
        option(juridisch=(mark,))


@pytest.mark.parametrize(
    "remark",
    [KnowerRemark("juridisch", CANNOT), KnowerRemark("medisch", CANNOT, "x"), KnowerRemark("sociaal", "maybe", "x")],
)
def test_a_knower_gives_a_reason_on_a_known_perspective(remark):
    with pytest.raises(InvalidScore):
        option(knower=[remark])


@pytest.mark.parametrize(
    ("mark", "dutch", "english"), [(7.0, "7", "7"), (7.25, "7,3", "7.3"), (3.75, "3,8", "3.8"), (5.5, "5,5", "5.5")]
)
def test_marks_are_written_as_people_write_them(mark, dutch, english):
    assert mark_words(mark) == english
    with override("nl"):
        assert mark_words(mark) == dutch


def test_spread_stands_in_words():
    result = option(juridisch=(6, 7, 7, 8, 7, 7, 7, 8), sociaal=(2, 2, 6, 7, 7)).perspectives
    assert result[0].spread_words == "7 to 7.3"
    assert result[1].spread_words == "7"
    assert result[2].below_words == "2 of 5"


@given(st.lists(st.integers(1, 10), min_size=2, max_size=30))
def test_quartiles_agree_with_the_inclusive_method_of_the_standard_library(values):
    expected = statistics.quantiles(values, n=4, method="inclusive")
    assert [quantile(values, part) for part in (0.25, 0.5, 0.75)] == pytest.approx(expected)


@given(any_scores, st.randoms())
def test_the_order_of_scores_does_not_matter(scores, random):
    shuffled = {code: random.sample(marks, len(marks)) for code, marks in scores.items()}
    assert score_option("x", 1, scores) == score_option("x", 1, shuffled)


@given(st.fixed_dictionaries(dict.fromkeys(CODES, enough_marks)), st.sampled_from(CODES), st.data())
def test_a_higher_mark_never_makes_an_option_fail(scores, code, data):
    index = data.draw(st.integers(0, len(scores[code]) - 1))
    marks = list(scores[code])
    marks[index] = data.draw(st.integers(marks[index], 10))
    before, after = score_option("x", 1, scores), score_option("x", 1, {**scores, code: marks})
    assert after.is_sufficient >= before.is_sufficient


@given(enough_marks)
def test_quartiles_lie_in_order_within_the_scores(scores):
    result = PerspectiveResult("sociaal", tuple(sorted(scores)))
    assert min(scores) <= result.q1 <= result.median <= result.q3 <= max(scores)


@given(any_scores)
def test_a_stored_result_comes_back_the_same(scores):
    result = score_option("Bel eerst", 2, scores, knower=[_held()])
    assert OptionResult.from_json(json.loads(json.dumps(result.to_json()))) == result


def test_a_stored_joint_verdict_comes_back_the_same():
    result = option((7, 7, 7), (7, 7, 7), (7, 7, 7), joint=JointVerdict(False, "te duur"))
    assert OptionResult.from_json(result.to_json()) == result


def distance(x, y):
    return hypot(float(x) - 200, float(y) - 200)


@given(any_scores)
def test_each_score_is_one_dot_at_16_times_its_value(scores):
    drawing = circle_drawing(score_option("x", 1, scores))
    assert len(drawing.dots) == sum(map(len, scores.values()))
    for dot in drawing.dots:
        assert distance(dot.x, dot.y) == pytest.approx(16 * dot.score, abs=0.02)
        assert dot.is_below == (dot.score < 5.5)


def test_a_single_dot_lies_in_the_middle_of_its_sector():
    drawing = circle_drawing(score_option("x", 1, {"juridisch": [10], "financieel": [5], "sociaal": [10]}))
    legal, financial, social = (sector.dots[0] for sector in drawing.sectors)
    assert (legal.x, legal.y) == ("200", "40")
    assert (financial.x, financial.y) == ("269.28", "240")
    assert (social.x, social.y) == ("61.44", "280")


def test_the_wedge_reaches_from_the_centre_to_the_median():
    sector = circle_drawing(option(juridisch=(5,) * 5)).sectors[0]
    assert sector.wedge == "M200,200 L132.16,157.61 A80,80 0 0 1 267.84,157.61 Z"
    assert sector.median_arc == "M132.16,157.61 A80,80 0 0 1 267.84,157.61"
    assert sector.is_below


def test_the_band_lies_between_the_quartiles():
    sector = circle_drawing(option(juridisch=(5, 5, 6, 7, 7))).sectors[0]
    outer, inner = sector.band.removesuffix(" Z").split(" L")
    assert " A112,112 0 0 1 " in outer
    assert " A80,80 0 0 0 " in inner


@pytest.mark.parametrize(
    ("q1", "q3", "band"), [(6, 7, (6, 7)), (7, 7, (6.85, 7.15)), (10, 10, (9.7, 10)), (6.75, 7, (6.725, 7.025))]
)
def test_a_band_is_never_narrower_than_three_tenths(q1, q3, band):
    assert widened(q1, q3) == pytest.approx(band)


def test_too_few_scores_draw_dots_only():
    sector = circle_drawing(option(juridisch=(3, 8))).sectors[0]
    assert (sector.wedge, sector.band, sector.median_arc) == ("", "", "")
    assert len(sector.dots) == 2
    assert not sector.is_below


@given(st.integers(1, 10), st.integers(1, 40))
def test_dots_of_one_score_stay_within_their_sector(score, count):
    assert (count - 1) * dot_step(score * 16, count) <= 104


def test_threshold_rings_and_gaps_stand_where_the_guide_says():
    drawing = circle_drawing(option())
    assert drawing.view_box == "36 36 328 328"
    assert (drawing.threshold, drawing.radius, drawing.rings) == (88, 160, (32, 64, 96, 128, 160))
    assert [(gap.x2, gap.y2) for gap in drawing.gaps] == [("338.56", "120"), ("200", "360"), ("61.44", "120")]


def test_a_screen_reader_hears_medians_spread_and_verdict():
    drawing = circle_drawing(option(sociaal=LOW))
    assert drawing == option(sociaal=LOW).drawing
    assert drawing.title == "Bel eerst"
    assert drawing.description.startswith("Juridisch: median 7, middle half 7.")
    assert drawing.description.endswith("Not yet according to this group: sociaal-maatschappelijk.")
