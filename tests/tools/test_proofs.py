"""A proof runs small in the suite, and in full goes on where it was broken off."""

import json

import pytest

from tests import proofs
from tests.proofs import Runs


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(proofs, "FOLDER", tmp_path)
    monkeypatch.setattr(proofs, "EVERY_SECONDS", 0)
    return tmp_path


def test_in_the_suite_nothing_is_written(folder, capsys):
    assert list(Runs("kort", 3, is_full=False)) == [0, 1, 2]
    assert not list(folder.iterdir())
    assert capsys.readouterr() == ("", "")


def test_a_proof_that_was_broken_off_goes_on_with_what_it_kept():
    first = Runs("lang", 5, is_full=True)
    for number in first:
        if number == 2:
            break
        first.keep({"sum": first.kept.get("sum", 0) + number})
    second = Runs("lang", 5, is_full=True)
    assert (second.kept, list(second)) == ({"sum": 1}, [2, 3, 4])


def test_a_proof_begins_again_when_the_code_changed(monkeypatch):
    list(Runs("lang", 5, is_full=True))
    assert list(Runs("lang", 5, is_full=True)) == []
    monkeypatch.setattr(proofs, "code_fingerprint", lambda: "anders")
    assert list(Runs("lang", 5, is_full=True)) == [0, 1, 2, 3, 4]


def test_figures_and_progress_are_told(capsys):
    runs = Runs("lang", 2, is_full=True)
    list(runs)
    runs.tell(hits=3)
    told = capsys.readouterr()
    assert json.loads(told.out) == {"proof": "lang", "runs": 2, "hits": 3}
    assert "2 of 2" in told.err
