"""The day it is."""

import datetime as dt

import pytest

from sitegen.clock import today


def test_the_day_of_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == "1970-01-01"


@pytest.mark.parametrize("epoch", ["", "soon", "9" * 40])
def test_today_where_it_says_nothing(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert abs(dt.date.fromisoformat(today()) - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)
