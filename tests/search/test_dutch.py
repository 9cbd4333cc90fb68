"""Dutch text to terms: tables of words, and properties that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.analysis import Analysis, vocabulary_of
from search.dutch.lemmas import is_dutch, lemma
from search.dutch.spelling import distance, nearest
from search.dutch.thesaurus import Entry, Thesaurus
from search.dutch.words import fold, tokens

VOCABULARY = vocabulary_of(
    ["uitkering ontvanger schuld hulp verlening handhaving casus betaling achterstand inlichting plicht kamer"]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uitkeringen", "uitkering"),
        ("boetes", "boete"),
        ("gemeld", "melden"),
        ("vergat", "vergeten"),
        ("brieven", "brief"),
        ("cliënten", "client"),
        ("clienten", "cliënt"),
        ("coordinatoren", "coördinator"),
        ("werkbriefjes", "werkbrief"),
        ("ingetrokken", "intrekken"),
        ("aangesloten", "aansluiten"),
        ("betalingsachterstanden", "betalingsachterstand"),
        ("laaggeletterden", "laaggeletterde"),
        ("handhavingen", "handhaving"),
        ("kosten", "kost"),
    ],
)
def test_forms_of_one_word_become_one_term(one: str, other: str) -> None:
    assert lemma(one) == lemma(other)


@pytest.mark.parametrize(("one", "other"), [("boete", "boek"), ("brief", "gerief"), ("melding", "middel")])
def test_other_words_stay_other_terms(one: str, other: str) -> None:
    assert lemma(one) != lemma(other)


@pytest.mark.parametrize(
    ("word", "end"), [("doenvermogen", "vermogen"), ("maatwerkplaats", "werkplaats"), ("boetebeleid", "beleid")]
)
def test_the_longest_known_end_decides(word: str, end: str) -> None:
    assert lemma(word).endswith(end)


def test_a_typing_error_is_no_dutch() -> None:
    assert is_dutch("jurist")
    assert not is_dutch("inlichtigenplicht")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("uitkeringsontvanger", {"uitkering", "ontvanger"}),
        ("schuldhulpverlening", {"schuld", "hulp", "verlening"}),
        ("handhavingscasussen", {"handhaving", "casus"}),
        ("betalingsachterstanden", {"betaling", "achterstand"}),
        ("inlichtingenplicht", {"inlichting", "plicht"}),
        ("kamer", set()),
        ("fietsenkamer", set()),
    ],
)
def test_compounds_fall_apart_into_words_of_the_vocabulary(word: str, parts: set[str]) -> None:
    (found,) = Analysis(VOCABULARY).words(word)
    assert set(found.parts) == parts


@pytest.mark.parametrize("written", ["no-show", "No-Show", "noshow", "no‑show"])
def test_a_word_with_a_hyphen_is_found_however_it_is_written(written: str) -> None:
    assert "noshow" in Analysis().index_terms(written).split()


def test_stop_words_are_not_indexed_and_parts_come_last() -> None:
    assert Analysis(VOCABULARY).index_terms("de uitkeringsontvanger en de brief") == (
        "uitkeringsontvanger brief ontvanger uitkering"
    )


def test_a_slash_separates_words() -> None:
    assert [token.text for token in tokens("AOW/AIO")] == ["aow", "aio"]


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in Analysis(VOCABULARY).words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.term
        assert " " not in word.term


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ambasadeur", "ambassadeur"),
        ("versnelingskamer", "versnellingskamer"),
        ("inlichtigenplicht", "inlichtingenplicht"),
    ],
)
def test_the_nearest_word_mends_a_typing_error(typed: str, meant: str) -> None:
    words = {"ambassadeur", "versnellingskamer", "inlichtingenplicht", "vermogen", "brief"}
    assert nearest(typed, words) == [meant]


def test_short_words_are_never_mended() -> None:
    assert nearest("bief", {"brief"}) == []


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetrical_and_zero_only_for_the_same_word(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)


def thesaurus(*entries: Entry) -> Thesaurus:
    return Thesaurus(entries, lambda phrase: tuple(lemma(word) for word in phrase.split()))


def others_of(found: Thesaurus, question: str) -> dict[str, float]:
    terms = [lemma(word) for word in question.split()]
    return {other.label: other.weight for match in found.lookup(terms) for other in match.others}


def test_synonyms_lead_to_each_other_both_ways() -> None:
    found = thesaurus(Entry("noshow", same=("wegblijven",)))
    assert set(others_of(found, "noshow")) == {"wegblijven"}
    assert set(others_of(found, "wegblijven")) == {"noshow"}


def test_a_phrase_is_known_in_any_order_with_words_between() -> None:
    found = thesaurus(Entry("noshow", same=("niet komen opdagen",)))
    assert "noshow" in others_of(found, "klanten komen gewoon niet opdagen")
    assert others_of(found, "komen klanten wel") == {}


def test_narrower_and_broader_words_weigh_less_than_synonyms() -> None:
    found = thesaurus(Entry("uitkering", same=("steun",), narrower=("bijstand",), broader=("inkomen",)))
    weights = others_of(found, "uitkering")
    assert weights["steun"] > weights["bijstand"] > weights["inkomen"] > 0
    assert others_of(found, "bijstand") == {"uitkering": weights["inkomen"], "steun": weights["inkomen"]}
