"""Two demo dialogues: one that was held, with its report and pattern, and one that runs and that you can join."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from learningdialogues import cases, facilitation, harvest, keys, preparing, rounds, seating, voting
from learningdialogues.entries import of_type
from learningdialogues.kinds import KINDS
from learningdialogues.models import Case, Dialogue, Entry, Guide, PatternProposal, Step
from learningdialogues.rounds import Who
from network.demonstration import organisation
from network.models import User

SCRIPT = Path(__file__).resolve().parent.parent.parent / "content" / "demo" / "verjaardagstaarten.yaml"
PEOPLE = 7
LATER_OR_EARLIER = (0, 4, 0, -1, 3, 0, 2)
"""Minutes by which steps took longer or shorter than planned, as it goes."""
HOME = "Gemeente Voorbeeldstad"
TABLE = (HOME, "Gemeente Waterdorp", "Uitvoerder A")


def make_dialogues(users: dict[str, User]) -> None:
    """Both demo dialogues, unless they are there."""
    if Dialogue.objects.filter(is_example=True).exists():
        return
    script = yaml.safe_load(SCRIPT.read_text(encoding="utf-8"))
    with transaction.atomic():
        hold(script, users, at=timezone.now() - timedelta(days=3))
        run_one(script, users, at=timezone.now())


def _case(script: dict[str, Any], users: dict[str, User]) -> Case:
    case = cases.bring_in(
        by=users["professional"],
        organisation=organisation(HOME),
        still_running="closed",
        is_example=True,
        **script["case"],
    )
    cases.confirm(case, by=users["second_reader"])
    return case


def _prepared(script: dict[str, Any], users: dict[str, User], title: str, **more: Any) -> Dialogue:
    dialogue = preparing.prepare(
        Guide.objects.get(key="leerdialoog"),
        by=users["facilitator"],
        organisation=organisation(HOME),
        title=title,
        story=script["story"],
        want_to_learn=script["want_to_learn"],
        example_key=script["example_key"],
        is_example=True,
        no_procedure_runs=True,
        management_agreed=True,
        story_was_read=True,
        **more,
    )
    dialogue.organisations.set([organisation(title) for title in TABLE])
    return dialogue


def hold(script: dict[str, Any], users: dict[str, User], *, at: datetime) -> Dialogue:
    """Hold the whole dialogue of ``script``, close it, and let the second reader sign its pattern."""
    case = _case(script, users)
    dialogue = _prepared(script, users, script["title"], case=case, has_experience_expert=True)
    facilitation.open_room(dialogue, at=at)
    people = [_enter(dialogue) for _number in range(PEOPLE)]
    facilitation.start(dialogue, at=at)
    moment = at
    for number, step in enumerate(dialogue.steps.all()):
        step.refresh_from_db()
        step.dialogue = dialogue
        PLAYED.get(step.kind, _nobody)(step, people, script)
        following = facilitation.next_step(dialogue)
        moment += timedelta(minutes=step.minutes + LATER_OR_EARLIER[number % len(LATER_OR_EARLIER)])
        if following is not None:
            facilitation.move_on(dialogue, to=following, at=moment)
    facilitation.close(dialogue, at=moment)
    for proposal in PatternProposal.objects.filter(dialogue=dialogue):
        harvest.publish_as_new(proposal, by=users["second_reader"], at=timezone.now())
    return dialogue


def run_one(script: dict[str, Any], users: dict[str, User], *, at: datetime) -> Dialogue:
    """A dialogue that stands in the step *Signalen*, with a few people inside and seats left."""
    dialogue = _prepared(script, users, f"{script['title']} (loopt)", seats=20)
    facilitation.open_room(dialogue, at=at)
    people = [_enter(dialogue) for _number in range(4)]
    facilitation.start(dialogue, at=at)
    for step in dialogue.steps.filter(kind="timeline"):
        step.dialogue = dialogue
        _play_timeline(step, people, script)
    signals = dialogue.steps.get(title="Signalen")
    facilitation.move_on(dialogue, to=signals, at=at)
    signals.dialogue = dialogue
    for person, text in zip(people, script["texts"]["Signalen"], strict=False):
        rounds.contribute(signals, by=person, id=uuid4(), text=text)
    return dialogue


def _enter(dialogue: Dialogue) -> Who:
    return Who(keys.load_key(dialogue.pk), seating.take_seat(dialogue))


def _desk(step: Step, act: str, **fields: Any) -> None:
    """An act at the desk, with the fields of its form."""
    form = QueryDict(mutable=True)
    for name, value in fields.items():
        form.setlist(name.replace("_", "-"), value if isinstance(value, list) else [str(value)])
    KINDS[step.kind].desk_acts()[act](step, form)


def _nobody(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    for person in people:
        rounds.set_ready(step, by=person)


def _play_texts(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    texts = script["texts"].get(step.title, [])
    for person, text in zip(people, texts, strict=False):
        rounds.contribute(step, by=person, id=uuid4(), text=text)
    for person in people[len(texts) :]:
        rounds.nothing_to_add(step, by=person)
    rounds.reveal(step)


def _play_timeline(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    if step.title != "Ontstaan":
        return
    for event in script["events"]:
        _desk(
            step,
            "gebeurtenis",
            wanneer=event["when"],
            plek=event["where"],
            baan=event["lane"],
            soort=event["mark"],
            tekst=event["text"],
        )
    for signal in script["signals"]:
        _desk(
            step,
            "signaal",
            wanneer=signal["when"],
            tekst=signal["title"],
            proces=signal["process"],
            informatie=signal["information"],
            logisch=signal["logical"],
        )


def _play_cluster(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    for group in script["groups"]:
        loose = KINDS["cluster"].room(step)["loose"]
        chosen = [str(row.pk) for row in loose if any(word in row.text.lower() for word in group["contains"])]
        _desk(step, "nieuwe-groep", naam=group["title"], bijdrage=chosen)
        made = of_type(step, Entry.Type.GROUP)[-1]
        _desk(step, "hernoem", groep=made.pk, naam=group["title"], toelichting=group["text"])


def _play_patterns(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    cause = script["cause"]
    _desk(
        step,
        "oorzaak",
        naam=cause["naam"],
        tekst=cause["tekst"],
        soort=cause["soort"],
        gespreksvraag=cause["gespreksvraag"],
        is_patroon="ja",
    )
    made = of_type(step, Entry.Type.CAUSE)[-1]
    for key in cause["items"]:
        _desk(step, "koppel", id=made.pk, sleutel=key)


def _play_rank(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    for option in script["options"]:
        _desk(step, "optie", tekst=option)
    for person, points in zip(people, script["points"], strict=True):
        voting.vote(step, by=person, question="points", value=points, serial=1)
    rounds.reveal(step)


def _play_perspectives(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    for option, perspectives in script["marks"].items():
        for perspective, marks in perspectives.items():
            for person, mark in zip(people, marks, strict=True):
                voting.vote(step, by=person, question=f"{option}:{perspective}", value=mark, serial=1)
    for knower in script["knowers"]:
        form = {
            "optie": str(knower["option"]),
            "perspectief": knower["perspective"],
            "antwoord": knower["answer"],
            "tekst": knower["reason"],
        }
        KINDS["perspectives"].desk_acts()["noem-kenner"](
            step, {"perspectief": knower["perspective"], "wie": knower["who"]}
        )
        KINDS["perspectives"].acts()["kenner"](step, people[0], form)
    rounds.reveal(step)


def _play_actions(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    for agreement in script["agreements"]:
        when: date = timezone.localdate() + timedelta(days=agreement["in_days"])
        _desk(step, "afspraak", wat=agreement["wat"], wie=agreement["wie"], datum=when.isoformat())
    _desk(step, "herstel", tekst=script["repair"])


def _play_reflect(step: Step, people: list[Who], script: dict[str, Any]) -> None:
    for person, mark in zip(people, script["reflections"], strict=True):
        voting.vote(step, by=person, question="worth", value=mark, serial=1)
    rounds.reveal(step)


PLAYED = {
    "gather": _play_texts,
    "timeline": _play_timeline,
    "cluster": _play_cluster,
    "patterns": _play_patterns,
    "rank": _play_rank,
    "perspectives": _play_perspectives,
    "actions": _play_actions,
    "reflect": _play_reflect,
}
