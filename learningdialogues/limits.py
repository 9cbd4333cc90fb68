"""Guessing a code is held back for the whole process, not per address: a town hall shares one address."""

import threading
import time
from collections.abc import Callable

from django.utils.translation import gettext as _


class TooManyAttempts(Exception):
    """So many wrong codes came in that nobody can try one for a moment; the message is for the user."""

    def __init__(self) -> None:
        super().__init__(_("Too many wrong codes were tried. Wait half a minute and try again."))


class Allowance:
    """A bucket of ``size`` failures that fills again with ``per_second``; safe to use from several threads."""

    def __init__(self, size: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self.per_second, self.clock = size, per_second, clock
        self._lock = threading.Lock()
        self.refill()

    def refill(self) -> None:
        """Forget what failed."""
        with self._lock:
            self._left, self._at = float(self.size), self.clock()

    def is_left(self) -> bool:
        """Whether another attempt may be made."""
        with self._lock:
            return self._now() >= 1

    def take(self) -> None:
        """Note one failure."""
        with self._lock:
            self._left = self._now() - 1

    def _now(self) -> float:
        now = self.clock()
        self._left = min(self.size, self._left + (now - self._at) * self.per_second)
        self._at = now
        return self._left


wrong_codes = Allowance(size=60, per_second=1)
"""Sixty typing errors at once, more than full rooms make. At one a second a guesser needs about four weeks to find
one of fifty open rooms among 113 million codes, and then has a seat that the room sees being taken."""


def check_code_attempt() -> None:
    """Call before a code is looked up. Raises TooManyAttempts when too many were wrong lately."""
    if not wrong_codes.is_left():
        raise TooManyAttempts


def note_wrong_code() -> None:
    """Call after a code turned out wrong."""
    wrong_codes.take()
