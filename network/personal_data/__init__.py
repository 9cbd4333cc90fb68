"""Finds what could make somebody recognisable in a Dutch text, before it is shared.

It assists and does not guarantee: what it misses, a second reader must see. Its measured recall is published by
``make bench ONLY=privacy``. Everything is rules and word lists: small, fast, and the same answer every time.
"""

from network.personal_data.detector import find
from network.personal_data.finding import BLOCK, WARN, Finding

__all__ = ["BLOCK", "WARN", "Finding", "find"]
