from typing import Any

import pytest

from sitegen.builder.manifest import PageRow
from sitegen.builder.plan import Fingerprint, Reason, make_plan, why
from sitegen.builder.specification import Rank, Specification

PRINT = Fingerprint(b"content", b"template", b"settings")
ROW = PageRow(b"content", b"template", b"settings", "sha", 10, 20)
STANDS = (10, 20)


def spec(path: str, rank: int = Rank.ARTICLE) -> Specification:
    return Specification(path, "article.html", "ArticlePage", (b"",), rank, b"")


@pytest.mark.parametrize(
    ("now", "row", "stands", "reason"),
    [
        (PRINT, ROW, STANDS, None),
        (PRINT, None, STANDS, Reason.NEW),
        (PRINT, None, None, Reason.NEW),
        (Fingerprint(b"x", b"x", b"x"), ROW, STANDS, Reason.CONTENT),
        (Fingerprint(b"content", b"x", b"x"), ROW, STANDS, Reason.TEMPLATE),
        (Fingerprint(b"content", b"template", b"x"), ROW, None, Reason.SETTINGS),
        (PRINT, ROW, None, Reason.MISSING),
        (PRINT, ROW, (11, 20), Reason.EDITED),
        (PRINT, ROW, (10, 21), Reason.EDITED),
    ],
)
def test_why_a_page_is_written(now: Fingerprint, row: PageRow | None, stands: Any, reason: Reason | None) -> None:
    assert why(now, row, stands) is reason


def test_nothing_changed_nothing_planned() -> None:
    plan = make_plan([(spec("a"), PRINT)], {"a": ROW}, {"a": STANDS})
    assert (plan.pages, plan.unchanged) == ((), 1)


def test_force_plans_everything() -> None:
    plan = make_plan([(spec("a"), PRINT)], {"a": ROW}, {"a": STANDS}, force=True)
    assert [p.reason for p in plan.pages] == [Reason.SETTINGS]


def test_what_nothing_links_to_yet_comes_first_and_the_front_last() -> None:
    """So that at every instant whoever starts at the front finds no broken link."""
    specs = [spec("front", Rank.FRONT), spec("new front", Rank.FRONT), spec("list", Rank.LIST), spec("name", Rank.NAME), spec("article")]
    kept = {s.path: ROW for s in specs if not s.path.startswith("new")}
    plan = make_plan([(s, Fingerprint(b"x", b"", b"")) for s in specs], kept, dict.fromkeys(kept, STANDS))
    assert [p.specification.path for p in plan.pages] == ["new front", "article", "name", "list", "front"]


def test_a_plan_changes_nothing_that_it_was_made_of() -> None:
    kept, standing = {"a": ROW}, {"a": (1, 1)}
    first = make_plan([(spec("a"), PRINT)], kept, standing)
    assert make_plan([(spec("a"), PRINT)], kept, standing) == first
    assert (kept, standing) == ({"a": ROW}, {"a": (1, 1)})
