"""The models of the network, one module for each subject."""

from network.models.accounts import Membership, Organisation, Role, User
from network.models.graph import Item, Keyed, KeyedPage, Link
from network.models.people import AmbassadorProfile, Invitation, Province
from network.models.records import AuditEntry, OutgoingMail

__all__ = [
    "AmbassadorProfile",
    "AuditEntry",
    "Invitation",
    "Item",
    "Keyed",
    "KeyedPage",
    "Link",
    "Membership",
    "Organisation",
    "OutgoingMail",
    "Province",
    "Role",
    "User",
]
