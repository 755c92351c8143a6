"""What all tests share."""

import os
from collections.abc import Generator
from typing import Any, TypeVar

import pytest
from tools import SEEDS_ABSENT

R = TypeVar("R", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[Any]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return failed_if_skipped((yield), str(call.excinfo.value) if call.excinfo else "")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return failed_if_skipped(report, str(report.longrepr))


def failed_if_skipped(report: R, reason: str) -> R:
    """With SITEGEN_CI=1 a skip is a failure: what nobody runs can't fail."""
    if os.environ.get("SITEGEN_CI") == "1" and report.skipped and not hasattr(report, "wasxfail") and reason != SEEDS_ABSENT:
        report.outcome = "failed"
        report.longrepr = f"skipped, and with SITEGEN_CI=1 none may be: {reason}"
    return report
