"""Who may lead a dialogue about a case, and when its story may be told outside the organisation that brought it in.

A story leaves the organisation with everybody at the table: those invited, and everybody who leads. Before that
somebody who does not lead must have read it, word for word as the table reads it.
"""

from django.utils.translation import gettext as _

from learningdialogues.models import Case, Dialogue
from learningdialogues.permissions import works_at
from learningdialogues.rounds import NotAccepted
from network.models import User


def lead_along(dialogue: Dialogue, user: User) -> None:
    """``user`` leads together with who leads it already. Raises NotAccepted when that may not be."""
    check_may_lead(dialogue, user)
    if user.pk != dialogue.facilitator_id:
        dialogue.co_facilitators.add(user)


def check_may_lead(dialogue: Dialogue, user: User) -> None:
    """Raise NotAccepted when ``user`` read the case for others, or is of elsewhere while the story may not leave."""
    case = dialogue.case
    if case is None:
        return
    if _read_it(case, user):
        raise NotAccepted(_("This person read the case as second reader, and so cannot lead the dialogue about it."))
    if not works_at(user, case.organisation_id) and not _was_read(dialogue, case):
        raise NotAccepted(
            _("The story was not read yet by somebody else, so only people of %(organisation)s lead this dialogue.")
            % {"organisation": case.organisation.title}
        )


def check_story_may_be_told(dialogue: Dialogue) -> None:
    """Raise NotAccepted when the table that is set now may not read the story of the case."""
    case = dialogue.case
    if case is None:
        return
    if any(_read_it(case, leader) for leader in leaders_of(dialogue)):
        raise NotAccepted(_("Who read the case as second reader leads this dialogue. Ask somebody else to lead it."))
    if _is_at_home(dialogue, case):
        return
    if not case.is_confirmed:
        raise NotAccepted(
            _(
                "A second reader must confirm first that nobody can be recognised. "
                "Or keep to your own organisation, also who leads."
            )
        )
    if not _was_read(dialogue, case):
        raise NotAccepted(
            _("The story is another one than the second reader read. Ask somebody else to read it, and tick that.")
        )


def asks_new_reader(dialogue: Dialogue) -> bool:
    """Whether the door stays closed until somebody else read what the facilitator changed in the story."""
    case = dialogue.case
    return case is not None and case.is_confirmed and is_changed(dialogue, case) and not _is_at_home(dialogue, case)


def leaders_of(dialogue: Dialogue) -> list[User]:
    """Who leads it, and who leads it together with them."""
    return [dialogue.facilitator, *dialogue.co_facilitators.all()]


def is_changed(dialogue: Dialogue, case: Case) -> bool:
    """Whether the table reads any text that does not stand in the case, white space aside."""
    read = {_plain(text) for text in (case.title, case.what_happened, case.where_it_hurts, case.want_to_learn, "")}
    subjects = [text for one in dialogue.subjects.all() for text in (one.title, one.text)]
    return not {_plain(text) for text in (dialogue.title, dialogue.want_to_learn, *subjects)} <= read


def _plain(text: str) -> str:
    return " ".join(text.split())


def _read_it(case: Case, user: User) -> bool:
    return case.is_confirmed and case.second_reader_id == user.pk


def _was_read(dialogue: Dialogue, case: Case) -> bool:
    return case.is_confirmed and (dialogue.story_was_read or not is_changed(dialogue, case))


def _is_at_home(dialogue: Dialogue, case: Case) -> bool:
    """Whether everybody at the table, also who leads, is of the organisation of the case."""
    invited = {dialogue.organisation_id, *dialogue.organisations.values_list("pk", flat=True)}
    lead = all(works_at(leader, case.organisation_id) for leader in leaders_of(dialogue))
    return lead and invited == {case.organisation_id}
