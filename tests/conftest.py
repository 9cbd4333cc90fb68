"""Fixtures that several modules use."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.proofs import runs  # noqa: F401  a fixture


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", action="store_true", help="run the proofs in full; see tests/proofs.py")


@pytest.fixture(scope="module")
def loaded_content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole of ``content/`` in the database, for the tests of one module; taken out again after the last one.

    Each test's own transaction stands inside this one, so a test may write. Not for tests with ``transaction=True``.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loadcontent", verbosity=0)
        yield
        transaction.set_rollback(True)
