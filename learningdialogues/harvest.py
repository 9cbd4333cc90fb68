"""From a closed dialogue to the pattern library: proposals, a second reader's signature, a page or one more occurrence.

The one module that writes the status of a proposal.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from learningdialogues.circle import OptionResult
from learningdialogues.models import Dialogue, Occurrence, PatternPage, PatternProposal, Step
from learningdialogues.rounds import NotAccepted
from network.drafting import draft_recommendation
from network.models import DraftRecommendation, Item, Organisation, User

PUBLIC_FROM_ORGANISATIONS = 3
"""A new pattern stays inside its organisations until so many have seen it, or the owner agrees."""


def quarter_of(moment: datetime) -> str:
    """The quarter in Amsterdam, such as 2026-K4."""
    local = timezone.localtime(moment)
    return f"{local.year}-K{(local.month - 1) // 3 + 1}"


def propose_patterns(dialogue: Dialogue, *, at: datetime) -> list[PatternProposal]:
    """A proposal for each cause that the group called a pattern."""
    steps = list(dialogue.steps.all())
    handles = _handles(steps)
    made = []
    for cause in _causes(steps):
        proposal = PatternProposal.objects.create(
            dialogue=dialogue,
            quarter=quarter_of(at),
            proposed_by=dialogue.facilitator,
            organisation=dialogue.organisation,
            title=cause["title"],
            summary=cause.get("text", "") or cause["title"],
            category=cause["category"],
            conversation_question=cause.get("question", ""),
            handles=handles,
            item_keys=[*cause.get("item_keys", []), *([dialogue.example_key] if dialogue.example_key else [])],
            is_example=dialogue.is_example,
        )
        proposal.organisations.set(dialogue.organisations.all())
        made.append(proposal)
    return made


def propose_recommendations(dialogue: Dialogue, *, at: datetime) -> list[DraftRecommendation]:
    """A draft recommendation for each handle that the group wants to propose; the step keeps which ones these are."""
    made = []
    for step in dialogue.steps.filter(kind="solve"):
        rows = (step.result or {}).get("rows", [])
        drafts = [
            draft_recommendation(
                title=row["handle"],
                cause=row["cause"],
                route=row["route"],
                quarter=quarter_of(at),
                by=dialogue.facilitator,
                organisation=dialogue.organisation,
                is_example=dialogue.is_example,
            )
            for row in rows
            if row.get("is_draft")
        ]
        if drafts:
            step.result["drafts"] = [str(draft.pk) for draft in drafts]
            step.save(update_fields=["result"])
        made += drafts
    return made


def drafts_of(dialogue: Dialogue) -> list[DraftRecommendation]:
    """The draft recommendations that came out of a dialogue, with what became of them."""
    keys = [key for step in dialogue.steps.all() for key in (step.result or {}).get("drafts", [])]
    return list(DraftRecommendation.objects.filter(pk__in=keys).select_related("recommendation"))


def _causes(steps: list[Step]) -> list[dict[str, Any]]:
    found = [cause for step in steps if step.kind == "patterns" for cause in (step.result or {}).get("causes", [])]
    return [cause for cause in found if cause.get("is_pattern")]


def _handles(steps: list[Step]) -> list[dict[str, str]]:
    """What you can do about it: the options that the group found sufficient on all three, else the ranked ones."""
    for step in reversed(steps):
        made = (step.result or {}).get("rounds") if step.kind == "perspectives" else None
        if made:
            results = [OptionResult.from_json(data) for data in made[-1]]
            return [{"what": r.title, "who": "", "named_in": ""} for r in results if r.is_sufficient and r.number]
    for step in reversed(steps):
        ranked = (step.result or {}).get("ranking") if step.kind == "rank" else None
        if ranked:
            titles = step.result["titles"]
            options = [row["option"] for row in ranked["options"] if row["option"] != "0"]
            return [{"what": titles[option], "who": "", "named_in": ""} for option in options[:3]]
    return []


def check_may_sign(proposal: PatternProposal, user: User) -> None:
    """Whoever led the dialogue is not its second reader. Raises NotAccepted."""
    if has_led(proposal, user):
        raise NotAccepted(_("You led this dialogue yourself: somebody else must read and sign it."))
    if proposal.status != PatternProposal.Status.PROPOSED:
        raise NotAccepted(_("This proposal was settled already."))


def has_led(proposal: PatternProposal, user: User) -> bool:
    """Whether ``user`` led the dialogue of this proposal, alone or together."""
    if proposal.proposed_by_id == user.pk:
        return True
    dialogue = proposal.dialogue
    return dialogue is not None and (
        dialogue.facilitator_id == user.pk or dialogue.co_facilitators.filter(pk=user.pk).exists()
    )


def publish_as_new(proposal: PatternProposal, *, by: User, at: datetime) -> PatternPage:
    """Sign the proposal and make a pattern page from the signed text, with its first occurrence."""
    from learningdialogues.models.pages import PatternIndexPage

    check_may_sign(proposal, by)
    with transaction.atomic():
        page = PatternPage(
            title=proposal.title,
            slug=_free_slug(proposal.title),
            summary=proposal.summary,
            category=proposal.category,
            conversation_question=proposal.conversation_question,
            handles=[("handle", handle) for handle in proposal.handles],
            checklist=[("item", sentence) for sentence in proposal.checklist],
            links=_links(proposal.item_keys),
            visible_to=_visible_to(proposal),
            is_example=proposal.is_example,
        )
        PatternIndexPage.objects.get().add_child(instance=page)
        page.save_revision(user=by).publish(user=by, skip_permission_checks=True)  # the signature is the permission
        _settle(proposal, PatternProposal.Status.PUBLISHED, page.key, by, at)
    return page


def add_occurrence(proposal: PatternProposal, page: PatternPage, *, by: User, at: datetime) -> None:
    """Sign the proposal as one more occurrence of a pattern that exists."""
    check_may_sign(proposal, by)
    with transaction.atomic():
        _settle(proposal, PatternProposal.Status.MERGED, page.key, by, at)
        page.visible_to = _widened(page, proposal)
        page.save()


def reject(proposal: PatternProposal, *, by: User, at: datetime, remark: str) -> None:
    """Do not take the proposal over, and say why."""
    check_may_sign(proposal, by)
    if not remark.strip():
        raise NotAccepted(_("Say why you do not take it over."))
    proposal.status, proposal.remark = PatternProposal.Status.REJECTED, remark.strip()
    proposal.signed_by, proposal.signed_at = by, at
    proposal.save()


def agree_to_share(proposal: PatternProposal, *, by: User) -> None:
    """The owner of the case agrees that the pattern may be read outside its organisations."""
    case = proposal.dialogue.case if proposal.dialogue else None
    if case is None or case.owner_id != by.pk or proposal.status != PatternProposal.Status.PROPOSED:
        raise NotAccepted(_("Only the owner of the case decides about this, before the proposal is signed."))
    proposal.owner_agrees_to_share = True
    proposal.save(update_fields=["owner_agrees_to_share"])


def _settle(proposal: PatternProposal, status: str, pattern_key: str, by: User, at: datetime) -> None:
    waiting = PatternProposal.objects.select_for_update().filter(pk=proposal.pk, status="proposed")
    if not waiting.exists():
        raise NotAccepted(_("This proposal was settled already."))
    proposal.status, proposal.pattern_key = status, pattern_key
    proposal.signed_by, proposal.signed_at = by, at
    proposal.save()
    if _was_counted(proposal):
        return
    occurrence = Occurrence.objects.create(
        pattern_key=pattern_key, quarter=proposal.quarter, is_example=proposal.is_example
    )
    occurrence.organisations.set(_seen_by(proposal))


def _was_counted(proposal: PatternProposal) -> bool:
    """Whether another cause of the same dialogue already strengthened this pattern: a dialogue counts once."""
    if proposal.dialogue_id is None:
        return False
    same = PatternProposal.objects.filter(dialogue_id=proposal.dialogue_id, pattern_key=proposal.pattern_key)
    return same.exclude(pk=proposal.pk).exists()


def _seen_by(proposal: PatternProposal) -> list[Organisation]:
    """The organisations that the facilitator set; when none were, the one that held the dialogue."""
    return list(proposal.organisations.all()) or [proposal.organisation]


def _visible_to(proposal: PatternProposal) -> str:
    organisations = _seen_by(proposal)
    if proposal.owner_agrees_to_share or len(organisations) >= PUBLIC_FROM_ORGANISATIONS:
        return "public"
    return " ".join(f"org:{organisation.key}" for organisation in organisations)


def _widened(page: PatternPage, proposal: PatternProposal) -> str:
    """Who may see a pattern after one more occurrence: everybody from three organisations on, else these as well."""
    if page.visible_to == "public" or organisations_of(page.key) >= PUBLIC_FROM_ORGANISATIONS:
        return "public"
    if proposal.owner_agrees_to_share:
        return "public"
    new = (f"org:{organisation.key}" for organisation in _seen_by(proposal))
    return " ".join(dict.fromkeys([*page.visible_to.split(), *new]))


def organisations_of(pattern_key: str) -> int:
    """How many different organisations have seen a pattern."""
    seen = Occurrence.objects.filter(pattern_key=pattern_key, organisations__isnull=False)
    return seen.values("organisations").distinct().count()


def _free_slug(title: str) -> str:
    stem = slugify(title)[:60].strip("-") or "patroon"
    slug, number = stem, 1
    while PatternPage.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _links(keys: list[str]) -> list[tuple[str, dict[str, Any]]]:
    return [("link", {"item": item, "relation": "related", "basis": ""}) for item in Item.objects.filter(pk__in=keys)]
