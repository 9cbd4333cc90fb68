"""A room over HTTP, for the tests of kinds: participants and the desk, each a browser without a script."""

from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

from learningdialogues.models import Step
from learningdialogues.rounds import Who
from learningdialogues.tokens import participant_cookie_name, sign
from tests.learningdialogues.factories import current


class Person:
    """A participant in the room of ``step``."""

    def __init__(self, step: Step, who: Who) -> None:
        self.step, self.client, self.room = step, Client(), f"/meedoen/{step.dialogue_id}/"
        self.client.cookies[participant_cookie_name(step.dialogue_id)] = sign(who.token, who.key)

    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.client.get(self.room).content, "html.parser")

    def text(self) -> str:
        return words(self.page())

    def send(self, act: str = "stuur", **fields: str):
        """Post an act; a text gets a fresh id, as the form on the page has it."""
        return self.client.post(f"{self.room}stap/{self.step.pk}/{act}/", {"id": str(uuid4()), **fields})


class Desk:
    """The facilitator of ``step``."""

    def __init__(self, step: Step) -> None:
        self.step, self.client, self.path = step, Client(), f"/leerdialogen/{step.dialogue_id}/"
        self.client.force_login(step.dialogue.facilitator)

    def page(self, part: str = "") -> BeautifulSoup:
        return BeautifulSoup(self.client.get(f"{self.path}{part}").content, "html.parser")

    def text(self, part: str = "") -> str:
        return words(self.page(part))

    def act(self, name: str, **fields: str):
        """An act of the kind. The field ``voor`` and the like are given as they are; ``_`` stands for a hyphen."""
        return self.client.post(f"{self.path}stap/{self.step.pk}/{name}/", fields)

    def do(self, name: str, **fields: str):
        return self.client.post(f"{self.path}doe/{name}/", fields)

    def close(self) -> None:
        """On to the last step and close; the result is then in the report."""
        last = self.step.dialogue.steps.last()
        assert self.do("verder", naar=str(last.pk), toch="ja").status_code == 302
        assert self.do("sluit", zeker="ja").status_code == 200

    def report(self) -> str:
        return self.text("verslag/")


def words(page: Tag) -> str:
    return " ".join(page.get_text(" ").split())


def again(step: Step) -> Step:
    """The step as it stands now."""
    return current(step.dialogue)


def label_of_error(answer: HttpResponse) -> str:
    """The label or legend of the one field at which a refused form says what is wrong."""
    page = BeautifulSoup(answer.content, "html.parser")
    (field,) = {error.find_parent(class_="field") for error in page.select(".field__error")}
    return words(field.select_one("label, legend"))
