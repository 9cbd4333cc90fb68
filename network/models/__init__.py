"""The models of the network, one module for each subject."""

from network.models.accounts import Membership, Organisation, Role, User
from network.models.graph import Item, Keyed, KeyedPage, Link

__all__ = ["Item", "Keyed", "KeyedPage", "Link", "Membership", "Organisation", "Role", "User"]
