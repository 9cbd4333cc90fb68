"""*Brieven naast elkaar*: marks are sealed with their reasons and shown together; the report holds counts."""

import re

import pytest

from learningdialogues import facilitation
from learningdialogues.kinds.annotate import kind
from learningdialogues.models import Entry, Subject
from learningdialogues.preparing import SubjectText
from learningdialogues.rounds import NotAccepted
from tests.learningdialogues.factories import NOW, dialogue_at
from tests.learningdialogues.kinds.people import Desk, Person, again, label_of_error

pytestmark = pytest.mark.django_db

FIRST = "Wij vorderen het bedrag terug. U betaalt binnen zes weken.\n\nVragen? Bel ons."
SECOND = "U kreeg te veel geld. Samen zoeken we een oplossing."
LETTERS = [
    SubjectText("Brief van A", FIRST, Subject.Kind.LETTER),
    SubjectText("Brief van B", SECOND, Subject.Kind.LETTER),
]
REASON = "Dat klinkt als een dreiging."
NOTES = {"doel": "Geld terug", "gevraagd": "Betalen", "toon": "Streng", "contact": "Telefoon"}


def room(people=5, subjects=LETTERS):
    step, inside = dialogue_at("annotate", people=people, kinds=("welcome", "annotate", "reflect"), subjects=subjects)
    return step, Desk(step), [Person(step, who) for who in inside]


def mark(person, passage="A2", oordeel="minder", tekst=REASON, **more):
    return person.send(passage=passage, oordeel=oordeel, tekst=tekst, **more)


def reveal(desk):
    assert desk.do("controleer").status_code == 302
    assert desk.do("toon").status_code == 302


def test_letters_stand_side_by_side_in_numbered_sentences_with_a_jump_between_them():
    _step, _desk, people = room()
    page = people[0].page()
    codes = [code.get_text() for code in page.select(".letter .passage__code")]
    assert codes == ["A1", "A2", "A3", "A4", "B1", "B2"]
    jumps = [link["href"] for link in page.select(".letter-jump a")]
    assert jumps == ["#brief-A", "#brief-B", "#brief-B"]
    assert all(page.select(jump) for jump in [*jumps, page.select_one(".letter-own a")["href"]])
    assert [option["value"] for option in page.select("select[name=passage] option")] == ["", *codes]


def test_one_letter_stands_alone_and_other_subjects_are_no_letters():
    _step, _desk, people = room(subjects=[LETTERS[0], SubjectText("De regel", "Een regel.", Subject.Kind.RULE)])
    page = people[0].page()
    assert [title.get_text() for title in page.select(".letter h2")] == ["Brief van A"]
    assert not page.select(".letter-jump")


def test_without_a_letter_what_the_dialogue_is_about_is_read():
    _step, _desk, people = room(subjects=[SubjectText("Bericht", "Een bericht. Nog een zin.")])
    assert [one.get_text() for one in people[0].page().select(".passage__code")] == ["A1", "A2"]


def test_a_step_that_was_added_on_the_way_needs_no_texts_of_a_guide():
    step, _desk, people = room()
    step.texts = {}
    step.save(update_fields=["texts"])
    assert "Wat maakt dit duidelijk" in people[0].text()


def test_a_mark_stays_sealed_until_all_are_shown_with_counts_and_reasons():
    step, desk, people = room()
    for person in people[:4]:
        assert mark(person).status_code == 302
    mark(people[4], oordeel="goed", tekst="Je weet wat je moet doen.")
    others = [people[1].text(), desk.text(), desk.text("scherm/")]
    assert not any("Je weet wat" in text or "A2, werkt goed" in text for text in others)
    assert "A2, werkt goed" in people[4].text(), "one's own mark can be read"
    reveal(desk)
    for text in (people[0].text(), desk.text()):
        assert "1 keer ‘werkt goed’ 4 keer ‘werkt minder goed’" in text
        assert text.count(REASON) == 4
    on_screen = desk.text("scherm/")
    assert "4 keer ‘werkt minder goed’" in on_screen
    assert REASON not in on_screen
    assert again(step).contributions.count() == 5


def test_the_facilitator_reads_passage_and_mark_while_checking_and_can_hide():
    step, desk, people = room()
    for person in people:
        mark(person)
    desk.do("controleer")
    assert desk.text().count("A2, werkt minder goed") == 5
    desk.do("verberg", id=str(step.sealedcontributions.first().pk), reden="Hier staat wie het was.")
    desk.do("toon")
    assert "4 keer ‘werkt minder goed’" in people[0].text(), "what is hidden does not count"


@pytest.mark.parametrize(
    "wrong", [{"passage": ""}, {"passage": "C1"}, {"oordeel": ""}, {"oordeel": "slecht"}, {"tekst": " "}]
)
def test_a_mark_needs_a_passage_a_mark_and_a_reason_and_loses_nothing(wrong):
    step, _desk, people = room()
    answer = mark(people[0], **{"passage": "B2", "oordeel": "goed", "tekst": "Fijn en duidelijk."} | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("Fijn en duidelijk." in page) is ("tekst" not in wrong)
    assert ('value="B2" selected' in page) is ("passage" not in wrong)
    assert ('value="goed" checked' in page) is ("oordeel" not in wrong)
    assert not step.sealedcontributions.exists()


def test_notes_make_a_table_that_all_see_and_a_later_note_replaces_them():
    step, desk, people = room()
    assert "De brieven vergeleken" not in people[0].text()
    first, second = step.dialogue.subjects.all()
    desk.act("noteer", brief=str(first.pk), **NOTES)
    desk.act("noteer", brief=str(first.pk), **NOTES | {"toon": "Zakelijk"})
    desk.act("noteer", brief=str(second.pk), doel="Uitleg")
    assert Entry.objects.filter(type=Entry.Type.LETTER).count() == 2
    rows = [row.get_text(" ").split() for row in people[0].page().select(".table--fold tbody tr")]
    assert rows[0] == ["Doel", "Geld", "terug", "Uitleg"]
    assert rows[2] == ["Toon", "Zakelijk", "nog", "niet", "genoteerd"]
    assert desk.act("noteer", brief="onzin", doel="x").status_code == 422


def test_differences_sentences_ideas_and_a_date_are_made_in_the_open_and_can_go():
    _step, desk, people = room()
    desk.act("verschil", tekst="De ene noemt een termijn.")
    desk.act("idee", tekst="Samen een sjabloon maken.")
    desk.act("voorbeeldzin", voor="Wij vorderen terug.", na="U betaalt terug.")
    desk.act("volgende-datum", datum="2026-12-15")
    for text in (people[0].text(), desk.text("scherm/")):
        assert "De ene noemt een termijn." in text
        assert "Samen een sjabloon maken." in text
        assert "Volgende datum: 15 december 2026" in text
        assert "Wij vorderen terug. Zoals het kan worden U betaalt terug." in text
    idea = Entry.objects.get(type=Entry.Type.IDEA)
    desk.act("haal-weg", id=str(idea.pk))
    assert "sjabloon" not in people[0].text()
    assert desk.act("voorbeeldzin", voor="Alleen dit.", na=" ").status_code == 422
    assert desk.act("volgende-datum", datum="31 februari").status_code == 422


def test_a_note_with_an_identifier_is_stopped():
    step, desk, _people = room()
    answer = desk.act("noteer", brief=str(step.dialogue.subjects.first().pk), contact="bsn 999999990")
    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_the_report_has_table_counts_and_sentences_and_no_reasons():
    step, desk, people = room()
    desk.act("noteer", brief=str(step.dialogue.subjects.first().pk), **NOTES)
    desk.act("voorbeeldzin", voor="Wij vorderen terug.", na="U betaalt terug.")
    assert desk.act("volgende-datum", datum="2026-12-15").status_code == 302, "a date of the group is no personal data"
    for person in people:
        mark(person)
    reveal(desk)
    desk.close()
    report = desk.report()
    for words in ("Geld terug", "U betaalt binnen zes weken. 5 keer ‘werkt minder goed’", "U betaalt terug.", "15 dec"):
        assert words in report, words
    assert REASON not in report
    assert "Samen zoeken we" not in report, "a passage that nobody marked"
    assert REASON not in str(step.dialogue.steps.get(kind="annotate").result)


def test_marks_of_fewer_than_five_that_were_never_shown_are_not_counted_in_the_report():
    step, desk, people = room()
    desk.act("idee", tekst="Samen een sjabloon maken.")
    for person in people[:3]:
        mark(person)
    desk.close()
    report = desk.report()
    assert "sjabloon" in report
    assert "werkt minder goed" not in report
    assert step.dialogue.steps.get(kind="annotate").result["subjects"] == {}


def test_without_marks_and_notes_there_is_no_part_in_the_report():
    step, desk, _people = room()
    desk.close()
    assert "Annotate" not in desk.report()
    assert step.dialogue.steps.get(kind="annotate").result["letters"][0]["title"] == "Brief van A"


def test_the_erasure_takes_the_words_of_the_letter_and_leaves_the_counts():
    step, desk, people = room()
    for person in people:
        mark(person)
    reveal(desk)
    desk.close()
    dialogue = step.dialogue
    dialogue.refresh_from_db()
    facilitation.erase(dialogue, at=NOW)
    result = dialogue.steps.get(kind="annotate").result
    assert "zes weken" not in str(result)
    assert result["letters"][0]["passages"] == [{"code": "A2", "good": 0, "less": 5}]


def test_the_number_of_queries_does_not_grow_with_letters_notes_and_marks(django_assert_max_num_queries):
    step, desk, people = room(people=6)
    for letter in step.dialogue.subjects.all():
        desk.act("noteer", brief=str(letter.pk), **NOTES)
    for person, passage in zip(people, ("A1", "A2", "A3", "B1", "B2", "B2"), strict=True):
        mark(person, passage)
    reveal(desk)
    with django_assert_max_num_queries(16):
        people[0].page()


def test_marks_are_typed_over_from_paper():
    step, _desk, people = room()
    step.dialogue.was_on_paper = True
    typed = "A2 - Dat klinkt streng.\n\nb1 + Fijn begin.\nA2 – Te veel woorden."
    kind.from_paper(step, {"tekst": typed})
    text = people[0].text()
    assert "2 keer ‘werkt minder goed’" in text
    assert "1 keer ‘werkt goed’" in text
    assert "Fijn begin." in text


@pytest.mark.parametrize("line", ["Zonder nummer", "A9 - Die zin is er niet.", "A2 Zonder oordeel", "A2 -"])
def test_a_line_from_paper_that_points_nowhere_is_named_and_nothing_is_taken_over(line):
    step, _desk, _people = room()
    with pytest.raises(NotAccepted, match=re.escape(line)):
        kind.from_paper(step, {"tekst": f"A2 - Dat klinkt streng.\n{line}"})
    assert not step.contributions.exists()


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ({"passage": ""}, "Welke passage?"),
        ({"oordeel": ""}, "Hoe werkt het?"),
        ({"tekst": " "}, "Waarom?"),
    ],
)
def test_what_is_wrong_stands_at_the_field_it_is_about(wrong, label):
    _step, _desk, people = room()
    assert label_of_error(mark(people[0], **wrong)) == label
