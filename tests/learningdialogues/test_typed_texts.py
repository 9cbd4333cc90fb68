"""What is typed about a dialogue is looked at for personal data: identifiers block, a warning stops it once."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from learningdialogues import facilitation, reports, rounds
from learningdialogues.models import Case, Dialogue, Objection, PatternProposal, PlanChange, Step
from learningdialogues.rounds import NotAccepted
from network.models import Role
from tests.learningdialogues.factories import at_desk, case, dialogue_at, do, give, prepared
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NAMED = "Mevrouw Jansen vertelde het in maart."
IDENTIFIED = "Bel haar op 06-12345678."


@dataclass
class Typed:
    """A form, the field with the text, and how to read what was kept of it."""

    path: str
    field: str
    fields: dict[str, Any]
    kept: Any

    def post(self, client, text, **more):
        return client.post(self.path, self.fields | {self.field: text} | more)


def _desk(client):
    step, people = dialogue_at("gather", people=6, kinds=("gather", "rank", "reflect"))
    client.force_login(step.dialogue.facilitator)
    return step, people, f"/leerdialogen/{step.dialogue_id}/doe/"


def _reasons():
    return list(PlanChange.objects.values_list("reason", flat=True))


def _moving(client):
    step, _people, path = _desk(client)
    to = str(step.dialogue.steps.get(kind="reflect").pk)
    return Typed(f"{path}verder/", "reden", {"naar": to}, _reasons)


def _pausing(client):
    _step, _people, path = _desk(client)
    return Typed(f"{path}pauze/", "reden", {}, _reasons)


def _minutes(client):
    dialogue = prepared("gather", "reflect")
    client.force_login(dialogue.facilitator)
    fields = {"stap": str(dialogue.steps.last().pk), "minuten": "7"}
    return Typed(f"/leerdialogen/{dialogue.pk}/doe/minuten/", "reden", fields, _reasons)


def _hiding(client):
    step, people, path = _desk(client)
    for one in people:
        give(step, one, "tekst")
    rounds.reveal(step)
    return Typed(
        f"{path}verberg/",
        "reden",
        {"id": str(step.contributions.first().pk)},
        lambda: list(step.contributions.values_list("hidden_reason", flat=True)),
    )


def _taking_over(client):
    dialogue = prepared("gather")
    client.force_login(person(Role.FACILITATOR, dialogue.organisation))
    return Typed(f"/leerdialogen/{dialogue.pk}/overnemen/", "reden", {}, _reasons)


def _adding(field):
    def typed(client):
        _step, _people, path = _desk(client)
        fields = {"kind": "gather", "title": "Nog iets", "question": "Wat nog?", "minutes": "5", "reden": "Het stokte."}
        kept = _reasons if field == "reden" else lambda: list(Step.objects.values_list(field, flat=True))
        return Typed(f"{path}stap-erbij/", field, fields, kept)

    return typed


def _place(client):
    dialogue = prepared("gather")
    client.force_login(dialogue.facilitator)
    path = f"/leerdialogen/{dialogue.pk}/doe/wanneer/"
    return Typed(path, "place", {"planned_for": ""}, lambda: list(Dialogue.objects.values_list("place", flat=True)))


def _new(field):
    def typed(client):
        from learningdialogues.models import Guide

        prepared("gather")
        facilitator = person(Role.FACILITATOR)
        client.force_login(facilitator)
        Guide.objects.update(live=True)
        fields = {
            "guide": str(Guide.objects.get().pk),
            "title": "Brief over werk",
            "story": "Iemand las de brief niet.",
            "subject_kind": "case",
            "seats": "8",
            "kept_days": "365",
            "onderwerp-TOTAL_FORMS": "0",
            "onderwerp-INITIAL_FORMS": "0",
        }
        return Typed(
            "/leerdialogen/nieuw/", field, fields, lambda: list(Dialogue.objects.values_list(field, flat=True))
        )

    return typed


def _second_reader(client):
    brought = case()
    client.force_login(person(Role.SECOND_READER))
    path = f"/casussen/{brought.pk}/lezen/"
    kept = lambda: list(Case.objects.values_list("reader_remark", flat=True))  # noqa: E731
    return Typed(path, "tekst", {"oordeel": "terug"}, kept)


def _closed_with_pattern():
    step, _people = dialogue_at("patterns", people=5)
    at_desk(step, "oorzaak", naam="Brieven zonder datum", soort="systeem", is_patroon="ja")
    facilitation.move_on(step.dialogue, to=step.dialogue.steps.last(), at=timezone.now())
    return step.dialogue, facilitation.close(step.dialogue, at=timezone.now())


def _rejecting(client):
    _closed_with_pattern()
    client.force_login(person(Role.SECOND_READER))
    kept = lambda: list(PatternProposal.objects.values_list("remark", flat=True))  # noqa: E731
    return Typed(PatternProposal.objects.get().get_absolute_url(), "tekst", {"besluit": "niet"}, kept)


def _objecting(client):
    dialogue, code = _closed_with_pattern()
    fields = {"volgcode": code, "passage": reports.passages_of(dialogue.report)[0][0]}
    return Typed("/meedoen/volgen/", "tekst", fields, lambda: list(Objection.objects.values_list("text", flat=True)))


def _answering(field):
    def typed(client):
        dialogue, _code = _closed_with_pattern()
        section = reports.passages_of(dialogue.report)[0][0]
        objection = reports.object_to(
            dialogue.report, section=section, passage="Deel", text="Nee.", at=timezone.localdate()
        )
        client.force_login(dialogue.facilitator)

        def kept():
            dialogue.report.refresh_from_db()
            found = [one.get("correction") for one in dialogue.report.sections]
            return found if field == "nieuw" else list(Objection.objects.values_list("answer", flat=True))

        path = f"/leerdialogen/{dialogue.pk}/verslag/bezwaar/{objection.pk}/"
        return Typed(path, field, {"oordeel": "erbij", "nieuw": "De brief liet het open.", "tekst": "Dank."}, kept)

    return typed


FORMS = {
    "going on": _moving,
    "pause": _pausing,
    "minutes": _minutes,
    "hiding": _hiding,
    "taking over": _taking_over,
    "added step: title": _adding("title"),
    "added step: question": _adding("question"),
    "added step: reason": _adding("reden"),
    "place": _place,
    "new dialogue: place": _new("place"),
    "new dialogue: series": _new("series"),
    "remark of the second reader": _second_reader,
    "rejection": _rejecting,
    "objection": _objecting,
    "answer": _answering("tekst"),
    "adjusted passage": _answering("nieuw"),
}


def check_of(response):
    """What the check found, wherever the page got it from."""
    for name in ("check", "add_step", "when", "form", "answers"):
        found = response.context.get(name) if response.context else None
        if name == "answers" and found:
            found = found[0][1]
        if name != "check":
            found = getattr(found, "check", None)
        if found:
            return found
    return None


@pytest.mark.parametrize("name", FORMS)
def test_a_warning_stops_what_is_typed_once_and_nothing_typed_is_lost(client, name):
    typed = FORMS[name](client)
    refused = typed.post(client, NAMED)
    assert refused.status_code == 422
    assert NAMED in refused.content.decode()
    assert "Laat staan en stuur in" in refused.content.decode()
    assert NAMED not in typed.kept()
    accepted = typed.post(client, NAMED, **{"laat-staan": check_of(refused).keep_token})
    assert accepted.status_code in (200, 302)
    assert NAMED in typed.kept()


@pytest.mark.parametrize("name", FORMS)
def test_what_points_at_one_person_never_passes(client, name):
    typed = FORMS[name](client)
    refused = typed.post(client, IDENTIFIED)
    assert refused.status_code == 422
    assert typed.post(client, IDENTIFIED, **{"laat-staan": check_of(refused).keep_token}).status_code == 422
    assert IDENTIFIED not in typed.kept()


@pytest.mark.parametrize("make", [_place, _new("place")])
def test_the_address_of_the_place_where_people_meet_is_asked_about_once(client, make):
    typed = make(client)
    where = "Buurthuis, Dorpsstraat 12, 1234 AB Zandlo"
    refused = typed.post(client, where)
    assert refused.status_code == 422
    assert typed.post(client, where, **{"laat-staan": check_of(refused).keep_token}).status_code == 302
    assert where in typed.kept()


def test_a_reason_stays_with_it_while_the_desk_asks_about_what_is_sealed(client):
    step, people, path = _desk(client)
    give(step, people[0], "hallo")
    to = str(step.dialogue.steps.get(kind="reflect").pk)
    token = check_of(client.post(f"{path}verder/", {"naar": to, "reden": NAMED})).keep_token
    asked = client.post(f"{path}verder/", {"naar": to, "reden": NAMED, "laat-staan": token}).content.decode()
    assert f'name="reden" value="{NAMED}"' in asked
    assert f'name="laat-staan" value="{token}"' in asked


@pytest.mark.parametrize(
    ("kind", "field"), [("timeline", "baan"), ("timeline", "soort"), ("patterns", "soort"), ("solve", "route")]
)
def test_a_choice_that_does_not_exist_is_refused(kind, field):
    step, people = dialogue_at(kind, people=5, kinds=("gather", kind, "reflect"))
    with pytest.raises(NotAccepted):
        do(step, people[0], "stuur", id=uuid4(), tekst="Een brief.", **{field: IDENTIFIED})
    assert not step.sealedcontributions.exists()
    do(step, people[0], "stuur", id=uuid4(), tekst="Een brief.", **{field: sorted(step.kind_module.choices[field])[0]})
    assert step.sealedcontributions.count() == 1


@pytest.mark.parametrize("kept", ["first", "second"])
def test_two_warnings_in_one_form_are_let_stand_one_after_the_other(client, kept):
    typed = _new("place")(client)
    more = {
        "onderwerp-TOTAL_FORMS": "1",
        "onderwerp-0-kind": "letter",
        "onderwerp-0-title": "Brief",
        "onderwerp-0-text": NAMED,
    }
    refused = typed.post(client, NAMED, **more)
    tokens = [refused.context["form"].check.keep_token, refused.context["more_subjects"][0].check.keep_token]
    first, second = tokens if kept == "first" else reversed(tokens)
    again = typed.post(client, NAMED, **more, **{"laat-staan": first})
    assert again.status_code == 422
    assert f'<input type="hidden" name="laat-staan" value="{first}">' in again.content.decode()
    assert typed.post(client, NAMED, **more, **{"laat-staan": [first, second]}).status_code == 302


def test_a_rejection_is_not_called_a_signature(client):
    typed = _rejecting(client)
    page = client.post(typed.path, typed.fields | {"tekst": "Dit is er al."}, follow=True).content.decode()
    assert "Niet overgenomen. Je reden staat bij het voorstel." in page
    assert "Getekend." not in page
