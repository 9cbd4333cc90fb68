"""What people do in a room touches the tables of the room only: nothing that knows users, sessions or addresses.

One dialogue with a step of every kind is played over HTTP by people who are logged in elsewhere on the site. Each
request below ``/meedoen/`` is watched; every address there and every act of every kind must have come by.
"""

import re
from collections import defaultdict
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learningdialogues import keys, rendering, tokens, urls
from learningdialogues.kinds import KINDS
from learningdialogues.models import Step
from network.models import Role
from tests.learningdialogues.factories import guide
from tests.learningdialogues.player import Player, accepted, addresses, page
from tests.learningdialogues.test_rehearsing import KINDS as IN_THEIR_ORDER
from tests.network.factories import person
from tests.rooms import CSRF, desk_cookies, running_room

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TABLES_OF_A_ROOM = {
    "learningdialogues_dialogue",
    "learningdialogues_step",
    "learningdialogues_subject",
    "learningdialogues_sealedcontribution",
    "learningdialogues_contribution",
    "learningdialogues_ballot",
    "learningdialogues_blockedwriter",
    "learningdialogues_gave",
    "learningdialogues_ready",
    "learningdialogues_printedcode",
    "learningdialogues_entry",
    "learningdialogues_agreement",
}
TABLES_OF_FOLLOWING = {
    "learningdialogues_dialogue",
    "learningdialogues_dialogue_organisations",
    "learningdialogues_step",
    "learningdialogues_report",
    "learningdialogues_objection",
    "learningdialogues_agreement",
    "learningdialogues_patternproposal",
    "network_draftrecommendation",
    "network_recommendation",
    "network_organisation",
    "network_item",
    "network_textpage",
    "wagtailcore_page",
}
"""With the follow code a group reads what became of its dialogue: what others may read too."""
PEOPLE = 5
LAST = ("trek-in",)
"""Acts that take away what other acts need."""

ON_NO_SCREEN = {
    "stuur": {"tekst": "De brief ging naar een oud adres."},
    "verbeter": {"tekst": "Met een belafspraak erbij.", "optie": "1"},
}
"""Acts whose form does not stand on the own screen in this dialogue: as a part of another, or with another result."""


@pytest.fixture
def room(settings, tmp_path):
    settings.DIALOGUE_KEYS_DIR = tmp_path / "keys"
    room = running_room(people=1)
    yield room
    keys.destroy_key(room.dialogue.pk)


@pytest.fixture
def member(room):
    """A participant who is logged in elsewhere on the site: the session's cookie comes along."""
    client = Client(headers={"X-CSRFToken": CSRF, "X-Requested-With": "fetch"})
    for name, value in (desk_cookies() | room.seats[0]).items():
        client.cookies[name] = value
    return client


def tables_of(queries) -> set[str]:
    """The tables in ``queries``; PostgreSQL inserts many rows from ``UNNEST(…)``, which is none."""
    named = re.compile(r'(?:FROM|JOIN|INTO|(?<!FOR )UPDATE)\s+(?!UNNEST\()"?(\w+)"?')
    return {table for query in queries for table in named.findall(query["sql"])}


class Watched(Client):
    """A browser of which each request in a room is noted: its address, and the tables that were asked."""

    def __init__(self, seen: dict[str, set[str]], **options) -> None:
        super().__init__(**options)
        self.seen = seen
        for name, value in desk_cookies().items():
            self.cookies[name] = value

    def request(self, **request):
        with CaptureQueriesContext(connection) as queries:
            answer = super().request(**request)
        assert not hasattr(answer.wsgi_request, "session"), request["PATH_INFO"]
        assert answer.wsgi_request.user.is_anonymous, request["PATH_INFO"]
        self.seen[answer.resolver_match.url_name] |= tables_of(queries)
        return answer


class WatchedPlayer(Player):
    """Everybody does everything that stands on the own screen, before and after the reveal."""

    def watch(self, seen: dict[str, set[str]]) -> None:
        self.seats = [Watched(seen) for _seat in self.seats]

    def hold(self, step: Step) -> None:
        super().hold(step)
        self._do_the_rest(step)

    def _everybody_gives(self, step: Step) -> None:
        super()._everybody_gives(step)
        if step.kind_module.has_round:
            accepted(self.desk.post(self._act("vraag-akkoord")))
        self._do_the_rest(step)

    def _do_the_rest(self, step: Step) -> None:
        """What the player leaves alone: changing, withdrawing, agreeing, speaking as a knower."""
        seat = self.seats[0]
        for address in (self.room, f"{self.room}?stap={step.pk}", f"{self.room}deel/", f"{self.room}eigen/"):
            assert seat.get(address).status_code == 200, address
        forms = page(seat.get(self.room)).select(f'form[action*="/stap/{step.pk}/"]')
        ways = {name_of(address): form for form in forms for address in addresses(form)}
        for name, form in sorted(ways.items(), key=lambda way: way[0] in LAST):
            if not self.acts[step.full_title, name]:
                self._post(step, name, self._filled(form, 0, self.sent))
        for name in step.kind_module.acts().keys() & ON_NO_SCREEN.keys():
            if not self.acts[step.full_title, name]:
                self._post(step, name, ON_NO_SCREEN[name] | {"id": str(uuid4())})

    def _post(self, step: Step, name: str, values: dict) -> None:
        address = f"{self.room}stap/{step.pk}/{name}/"
        answer = self.seats[0].post(address, values, headers={"X-Requested-With": "fetch"})
        assert answer.status_code == 200, f"{step}, {name}: {page(answer).get_text()[:400]}"
        self.acts[step.full_title, name] += 1


def name_of(address: str) -> str:
    """The name of an act, from its address."""
    return urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]


def test_every_address_and_every_act_in_a_room_touches_only_the_tables_of_the_room(monkeypatch):
    monkeypatch.setattr(rendering.waiting, "DESK_SECONDS", 1e-9)
    seen: dict[str, set[str]] = defaultdict(set)
    asked = {"text": "Ik ken de werkwijze.", "basis": "eigen", "note": "", "group": ""}
    groups = {"poll": {"groups": ["Beleid", "Praktijk"], "questions": [asked]}}
    player = WatchedPlayer(guide(*IN_THEIR_ORDER, texts=groups), person(Role.FACILITATOR), people=PEOPLE)
    player.watch(seen)
    follow_code = player.play()
    _come_back(Watched(seen))
    assert Watched(seen).post("/meedoen/volgen/", {"volgcode": follow_code}).status_code == 200

    done = defaultdict(set)
    for title, name in player.acts:
        done[title.lower()].add(name)
    missed = {code: kind.acts().keys() - done[code] for code, kind in KINDS.items()}
    assert {code: acts for code, acts in missed.items() if acts} == {}
    below = {pattern.name for pattern in urls.urlpatterns if str(pattern.pattern).startswith("meedoen/")}
    assert below == seen.keys()
    assert seen.pop("follow") <= TABLES_OF_FOLLOWING
    assert {name: tables - TABLES_OF_A_ROOM for name, tables in seen.items() if tables - TABLES_OF_A_ROOM} == {}


def _come_back(browser: Watched) -> None:
    """Somebody goes on in another browser."""
    room = running_room(people=1)
    cookie = room.seats[0][tokens.participant_cookie_name(room.dialogue.pk)]
    key = keys.load_key(room.dialogue.pk)
    code = tokens.return_code(tokens.read(cookie, key), key)
    answer = browser.post("/meedoen/terugkeren/", {"code": room.dialogue.code, "terugkeer": code})
    assert answer["Location"] == room.path
    keys.destroy_key(room.dialogue.pk)


def test_acts_in_a_room_touch_only_the_tables_of_the_room(room, member):
    id = str(uuid4())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answers = [
            member.get(room.path),
            member.get(f"{room.path}deel/"),
            member.get(f"{room.path}eigen/"),
            member.post(room.act_path("stuur"), {"id": id, "tekst": "Een brief bleef liggen."}),
            member.post(room.act_path("wijzig"), {"id": id, "tekst": "Een brief bleef lang liggen."}),
            member.post(room.act_path("trek-in"), {"id": id}),
            member.post(room.act_path("niets")),
            member.post(room.act_path("klaar")),
        ]
    assert [answer.status_code for answer in answers] == [200] * 8
    tables = tables_of(queries)
    assert {"learningdialogues_sealedcontribution", "learningdialogues_gave", "learningdialogues_ready"} <= tables
    assert tables <= TABLES_OF_A_ROOM


def test_joining_touches_only_the_tables_of_the_room(room, member):
    with CaptureQueriesContext(connection) as queries:
        wrong = member.post("/meedoen/", {"code": "K7M-4PX"})
        right = member.post("/meedoen/", {"code": room.dialogue.code})
        inside = Client(headers={"X-CSRFToken": CSRF}).post(right["Location"], {"code": room.dialogue.code})
    assert (wrong.status_code, right.status_code, inside.status_code) == (422, 307, 302)
    assert tables_of(queries) <= TABLES_OF_A_ROOM


def test_no_participant_is_in_the_tables_of_the_room(room, member):
    member.post(room.act_path("stuur"), {"id": str(uuid4()), "tekst": "Een brief bleef liggen."})
    named = {"user", "session", "ip", "address", "created", "created_at", "updated_at", "author", "sent_at", "email"}
    for table in TABLES_OF_A_ROOM - {"learningdialogues_dialogue", "learningdialogues_step"}:
        with connection.cursor() as cursor:
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        assert columns, table
        assert not {column.removesuffix("_id") for column in columns} & named, table


def test_the_same_browser_takes_one_seat(room, member):
    before = room.dialogue.seats_taken
    answer = member.post("/meedoen/", {"code": room.dialogue.code}, follow=True)
    assert answer.redirect_chain[-1][0] == room.path
    room.dialogue.refresh_from_db()
    assert room.dialogue.seats_taken == before
    stranger = Client()
    assert stranger.post("/meedoen/", {"code": room.dialogue.code}, follow=True).redirect_chain[-1][0] == room.path
    room.dialogue.refresh_from_db()
    assert room.dialogue.seats_taken == before + 1
