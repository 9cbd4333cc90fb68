"""Rooms for tests and benchmarks of the transport: a running dialogue in a step that gathers, and who is in it."""

from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from learningdialogues import keys, tokens
from learningdialogues.models import Dialogue, Step, Subject
from network.models import Organisation

CSRF = "c" * 32
"""A CSRF secret: sent as cookie and as header it is what a page of the site would have given."""


@dataclass
class Room:
    """A running dialogue and the cookies of the people in it."""

    dialogue: Dialogue
    step: Step
    seats: list[dict[str, str]] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/meedoen/{self.dialogue.pk}/"

    def act_path(self, name: str) -> str:
        return f"{self.path}stap/{self.step.pk}/{name}/"

    def desk_path(self, name: str) -> str:
        return f"/leerdialogen/{self.dialogue.pk}/doe/{name}/"


def running_room(people: int = 0, **details) -> Room:
    """A dialogue in its only step, *gather*, with ``people`` inside."""
    dialogue = Dialogue.objects.create(
        id=uuid4(),
        title="Voorbeeld",
        guide_title="Leerdialoog",
        facilitator=a_facilitator(),
        organisation=an_organisation(),
        status=Dialogue.Status.RUNNING,
        code=tokens.room_code(),
        is_door_open=True,
        seats=max(people, 12),
        seats_taken=people,
        is_example=True,
        **details,
    )
    Subject.objects.create(dialogue=dialogue, title="Voorbeeld", text="Een verzonnen verhaal.")
    step = Step.objects.create(
        dialogue=dialogue,
        position=1,
        number=1,
        kind="gather",
        title="Signalen",
        question="Welke signalen hadden we kunnen oppakken?",
        state=Step.State.CURRENT,
        started_at=timezone.now(),
    )
    dialogue.current_step = step
    dialogue.save(update_fields=["current_step"])
    keys.create_key(dialogue.pk)
    return Room(dialogue, step, [a_seat(dialogue) for _ in range(people)])


def a_seat(dialogue: Dialogue) -> dict[str, str]:
    """The cookies of one participant."""
    cookie = tokens.sign(tokens.new_token(), keys.load_key(dialogue.pk))
    return {tokens.participant_cookie_name(dialogue.pk): cookie, "csrftoken": CSRF}


def a_facilitator():
    """The one facilitator of these rooms."""
    return get_user_model().objects.get_or_create(email="begeleider@voorbeeld.example")[0]


def an_organisation() -> Organisation:
    """The fictitious organisation of these rooms."""
    return Organisation.objects.get_or_create(
        key="org-voorbeeld", defaults={"title": "Gemeente Voorbeeld", "type": "gemeente", "is_example": True}
    )[0]


def desk_cookies() -> dict[str, str]:
    """The cookies of the facilitator, logged in."""
    user, session = a_facilitator(), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"sessionid": session.session_key, "csrftoken": CSRF}
