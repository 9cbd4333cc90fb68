"""The models of the network, one module for each subject."""

from network.models.accounts import Membership, Organisation, Role, User
from network.models.content import AmbassadorRole, Network, Term
from network.models.drafts import ROUTES, DraftRecommendation
from network.models.followup import (
    Assignment,
    Effect,
    Milestone,
    PeerReview,
    ProgressReport,
    ReviewRequest,
    Stance,
)
from network.models.graph import Item, Keyed, KeyedPage, KeyedSnippet, Link
from network.models.pages import ActionLineIndexPage, ActionLinePage, HomePage, KindIndexPage, TextPage
from network.models.people import AmbassadorProfile, Invitation, Province
from network.models.recommendations import Recommendation
from network.models.records import AuditEntry, Kept, OutgoingMail
from network.moderation import SecondReaderTask

__all__ = [
    "ROUTES",
    "ActionLineIndexPage",
    "ActionLinePage",
    "AmbassadorProfile",
    "AmbassadorRole",
    "Assignment",
    "AuditEntry",
    "DraftRecommendation",
    "Effect",
    "HomePage",
    "Invitation",
    "Item",
    "Kept",
    "Keyed",
    "KeyedPage",
    "KeyedSnippet",
    "KindIndexPage",
    "Link",
    "Membership",
    "Milestone",
    "Network",
    "Organisation",
    "OutgoingMail",
    "PeerReview",
    "ProgressReport",
    "Province",
    "Recommendation",
    "ReviewRequest",
    "Role",
    "SecondReaderTask",
    "Stance",
    "Term",
    "TextPage",
    "User",
]
