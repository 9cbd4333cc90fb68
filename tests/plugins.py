"""What ``make test`` adds to pytest: in CI a skip is a failure, and failed checks stand above the last line."""

import os
from collections.abc import Generator

import pytest

IN_CI = os.environ.get("CI", "").lower() in {"true", "1"}
FAILED_CHECKS = os.environ.get("FAILED_CHECKS", "")


def fail_if_skipped(report: pytest.CollectReport | pytest.TestReport) -> None:
    """Turn a skip into a failure that says why it was skipped; an expected failure (xfail) stays what it is."""
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be skipped. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if IN_CI:
        fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IN_CI:
        fail_if_skipped(report)
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if FAILED_CHECKS and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FAILED_CHECKS:
        terminalreporter.section("checks that failed before the tests", red=True)
        terminalreporter.line(FAILED_CHECKS)
