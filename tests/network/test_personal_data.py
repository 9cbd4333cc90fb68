"""The personal-data detector: what must be seen, what must be left alone, and how well it does on the frozen set."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.privacy import IDENTIFIERS, judge, precision, recall, unmark
from network.personal_data import BLOCK, WARN, find
from network.personal_data.finding import KINDS, Finding, without_overlaps

ROOT = Path(__file__).resolve().parents[2]


def seen(text):
    return [(text[f.start : f.end], f.kind, f.level) for f in find(text)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("bsn 999958379 klopt niet", "999958379", "bsn"),
        ("Burgerservicenummer (BSN): 9999.27.176", "9999.27.176", "bsn"),
        ("het bsn van haar zoon is 12345678", "12345678", "bsn"),
        ("999971153 is zijn bsn", "999971153", "bsn"),
        ("stort op NL56 INGB 0460 0471 20", "NL56 INGB 0460 0471 20", "iban"),
        ("stort op nl12abna0000000000", "nl12abna0000000000", "iban"),
        ("rekening BE68 5390 0754 7034", "BE68 5390 0754 7034", "iban"),
        ("mail k.voorbeeld+werk@voorbeeld.nl", "k.voorbeeld+werk@voorbeeld.nl", "email"),
        ("noor [at] voorbeeld [punt] nl", "noor [at] voorbeeld [punt] nl", "email"),
        ("bel 06 - 123 456 78", "06 - 123 456 78", "phone"),
        ("bel (0318) 55 12 09", "(0318) 55 12 09", "phone"),
        ("bel +48 601 234 567", "+48 601 234 567", "phone"),
        ("woont kerkstr. 12a", "kerkstr. 12a", "address"),
        ("woont Laan van Voorbeeld 1021", "Laan van Voorbeeld 1021", "address"),
        ("adres: Akkerwinde 33", "Akkerwinde 33", "address"),
        ("Haringvliet 98, 3011 TG", "Haringvliet 98", "address"),
        ("postcode 2515ar", "2515ar", "postcode"),
        ("zaaknummer 2026-004417", "2026-004417", "case_number"),
        ("debiteurennr: 445512", "445512", "case_number"),
        ("kenmerk V-2025-0041", "V-2025-0041", "case_number"),
        ("een auto, GX-482-P", "GX-482-P", "license_plate"),
        ("kenteken gx 482 p", "gx 482 p", "license_plate"),
    ],
)
def test_an_identifier_blocks_however_it_is_written(text, words, kind):
    assert (words, kind, BLOCK) in seen(text)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("mw jansen belt", "mw jansen", "name"),
        ("Mevrouw J. bakt taarten", "Mevrouw J.", "name"),
        ("dhr. v/d Heuvel komt", "dhr. v/d Heuvel", "name"),
        ("gesproken met fatima over de gift", "fatima", "name"),
        ("Tuğba Arslan vroeg een bed", "Tuğba Arslan", "name"),
        ("P.J. van Lieshout tekende", "P.J. van Lieshout", "name"),
        ("collega Xhaka wist dit", "Xhaka", "name"),
        ("Van den Heuvel had gelijk", "Van den Heuvel", "name"),
        ("Karims moeder betaalde", "Karims", "name"),
        ("geb. 12-03-1971", "12-03-1971", "birthdate"),
        ("geboren op 23 augustus 1985", "23 augustus 1985", "birthdate"),
        ("op 17 september 2025 kwam de brief", "17 september 2025", "date"),
        ("hij werkt sinds maart zwart", "sinds maart", "date"),
        ("een man van 41 jaar", "41 jaar", "age"),
        ("een 39-jarige vader", "39-jarige", "age"),
        ("kinderen van 5 en 7", "7", "age"),
        ("de enige imam in het dorp", "de enige imam in het dorp", "rare"),
        ("gezin met elf kinderen uit Urk", "gezin met elf kinderen uit Urk", "rare"),
    ],
)
def test_what_may_make_somebody_recognisable_warns(text, words, kind):
    assert (words, kind, WARN) in seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Artikel 17 Participatiewet en art. 3:4 Awb.",
        "De boete was € 1.240,50 of 12% van 2.300 euro.",
        "Miller & Rollnick (2014) en Kahneman 2011 beschrijven het; Fenger en Simonse (2019) ook.",
        "Uit onderzoek van Van der Meer e.a. (2021) blijkt dat.",
        "Bel 0800-8013, 0900 1234, 088 898 9294 of 14 030.",
        "In 2025, in week 12, met formulier 8804.",
        "De gemeente Tilburg, UWV en de Sociale Verzekeringsbank bellen eerst.",
        "Postbus 57, 3500 AB Utrecht",
        "Jongeren tot 27 jaar, 18-plussers, na 3 jaar bijstand, AOW-leeftijd 67 jaar.",
        "Vanaf 1 januari 2027 geldt de nieuwe wet.",
        "CRvB 12 april 2016, ECLI:NL:CRVB:2016:1257",
        "Mark je tekst met geel. Wil iemand dit oppakken? Roos is een mooie kleur.",
        "mw belt, de heer wist het niet, een mevrouw zei niets",
        "Een moeder met drie kinderen kreeg geld van haar ouders.",
        "Onderweg naar het Werkplein, 24/7 bereikbaar.",
        "",
    ],
)
def test_what_is_nobodys_is_left_alone(text):
    assert seen(text) == []


def test_nine_digits_without_a_cue_warn_only_when_they_pass_the_check():
    assert seen("onder 999958379 bekend") == [("999958379", "bsn", WARN)]
    assert seen("onder 999958378 bekend") == []


def test_a_case_as_people_type_it_gets_a_proposal_per_finding():
    text = (
        "Mevrouw J. (52) bakt sinds maart taarten voor feestjes in de Tulpstraat. Haar klantmanager wist ervan. "
        "Nu is er een terugvordering, zaaknummer 2026-004417."
    )
    assert [(text[f.start : f.end], f.level, f.offer) for f in find(text)] == [
        ("Mevrouw J.", WARN, "Een inwoner"),
        ("52", WARN, "in de vijftig"),
        ("sinds maart", WARN, "sinds een paar maanden"),
        ("de Tulpstraat", BLOCK, "de buurt"),
        ("2026-004417", BLOCK, None),
    ]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("op 12 maart 2026 kwam hij", "een dag in het eerste kwartaal van 2026"),
        ("zij is in oktober 2025 verhuisd", "in het najaar van 2025"),
        ("de familie Kamara wacht", "een gezin"),
        ("haar zoon Jayden verdient bij", None),
        ("Samira leeft van AOW", "Een inwoner"),
    ],
)
def test_an_offer_fits_in_the_place_of_what_was_found(text, offer):
    assert offer in [finding.offer for finding in find(text)]


def test_where_findings_overlap_the_block_wins_and_then_the_longer():
    name = Finding(0, 20, "name", WARN, None, "")
    street = Finding(4, 10, "address", BLOCK, None, "")
    longer = Finding(30, 40, "date", WARN, None, "")
    shorter = Finding(32, 36, "age", WARN, None, "")
    assert without_overlaps([shorter, longer, name, street]) == [street, longer]


def test_the_frozen_set_meets_the_goals():
    judged = judge("frozen")
    assert recall(judged, IDENTIFIERS) == 1
    assert recall(judged, {"name"}) >= 0.9
    assert precision(judged) >= 0.85


def test_each_set_is_large_and_uses_known_kinds():
    for name in ("development", "frozen"):
        judged = judge(name)
        assert len(judged) >= 150
        assert {label.kind for one in judged for label in one.labels} <= set(KINDS)


def test_marks_are_taken_out_of_a_labelled_line():
    text, labels = unmark("Mw [[name|Bos]] belt op [[date|1 mei]].")
    assert text == "Mw Bos belt op 1 mei."
    assert [text[label.start : label.end] for label in labels] == ["Bos", "1 mei"]


@given(st.text(max_size=200))
def test_findings_stand_in_order_within_any_text(text):
    findings = find(text)
    places = [place for finding in findings for place in (finding.start, finding.end)]
    assert places == sorted(places)
    assert all(0 <= f.start < f.end <= len(text) and f.kind in KINDS for f in findings)


@given(
    st.integers(10_000_000, 999_999_999),
    st.sampled_from(["bsn {}", "BSN: {}.", "burgerservicenummer = {}", "({} bsn)"]),
)
def test_any_number_behind_the_cue_blocks(number, form):
    assert any(finding.kind == "bsn" and finding.is_blocking for finding in find(form.format(number)))


@given(st.text(alphabet="abcdef éë", min_size=0, max_size=40), st.integers(600_000_00, 699_999_99))
def test_a_mobile_number_blocks_whatever_stands_around_it(around, number):
    text = f"{around} 0{number} {around}"
    assert any(finding.kind == "phone" and finding.is_blocking for finding in find(text))


def ask(lines):
    """What the command answers to ``lines``, over real standard streams."""
    command = [sys.executable, "manage.py", "find_personal_data"]
    answer = subprocess.run(command, input=lines.encode(), capture_output=True, cwd=ROOT, check=True, timeout=120)
    return [json.loads(line) for line in answer.stdout.decode("utf-8").splitlines()]


def test_the_command_answers_each_line_with_one_object():
    answers = ask("bsn 999958379 é\n\nBel Özlem\n")
    assert answers == [
        {"findings": [{"start": 4, "end": 13, "kind": "bsn", "level": "block", "offer": None}]},
        {"findings": []},
        {"findings": [{"start": 4, "end": 9, "kind": "name", "level": "warn", "offer": "een inwoner"}]},
    ]


def test_the_command_keeps_a_line_separator_within_a_text(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("een\u2028twee\r\ndrie".encode())))
    call_command("find_personal_data", stdout=out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [{"findings": []}, {"findings": []}]


def test_the_polite_you_behind_a_salutation_is_no_initial():
    assert find("Geachte heer of mevrouw. U heeft een brief gekregen.") == []
    assert [found.kind for found in find("Mevrouw U. Jansen belde.")] == ["name"]
