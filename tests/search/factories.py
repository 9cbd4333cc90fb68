"""Findable things for tests, made through the models that the site uses."""

from datetime import UTC, datetime

from bestpractices.models import PracticeIndexPage, PracticePage, Theory
from network.models import ActionLineIndexPage, ActionLinePage, AmbassadorProfile, Term
from tests.network.factories import organisation

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def theory(title: str, summary: str = "Een verklaring.", **fields: object) -> Theory:
    return Theory.objects.create(title=title, summary=summary, **{"evidence": "onderzocht", **fields})


def term(title: str, *, synonyms: tuple[str, ...] = (), summary: str = "Een woord.") -> Term:
    stream = [("item", synonym) for synonym in synonyms]
    return Term.objects.create(title=title, summary=summary, definition=summary, synonyms=stream)


def practice(title: str, *, live: bool = True, **fields: object) -> PracticePage:
    """A practice below its index page; as a draft with ``live=False``."""
    values = {
        "summary": "Iets wat is geprobeerd.",
        "domain": ["belasting"],
        "target_group": "inwoners",
        "what_was_done": "Een maand geprobeerd.",
        "result": "Het viel mee.",
        "result_direction": "gemengd",
        "result_basis": "praktijkcijfer",
        "evidence": "praktijkervaring",
    }
    page = PracticePage(title=title, live=live, **{**values, **fields})
    parent = PracticeIndexPage.objects.get()
    parent.add_child(instance=page)
    return page


def action_line(number: int = 1) -> ActionLinePage:
    page = ActionLinePage(
        title=f"Actielijn {number}", number=number, summary="Daar werken we aan.", key=f"actielijn-{number}"
    )
    return ActionLineIndexPage.objects.get().add_child(instance=page)


def ambassador(title: str, audience: str) -> AmbassadorProfile:
    """Somebody who agreed to be shown to ``audience`` (public or member)."""
    return AmbassadorProfile.objects.create(
        title=title,
        summary="Weet veel van brieven.",
        organisation=organisation(),
        audience=audience,
        contact_email="vraagbaak@voorbeeld.example",
        consented_at=NOW,
    )
