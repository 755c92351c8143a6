"""The plan: which pages to write and why, which files to delete. Pure: it can be printed and tested."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from sitegen.builder.manifest import PageRow
from sitegen.builder.specification import Promise, Specification


class Reason(StrEnum):
    """Why a page is written."""

    NEW = "new"
    CONTENT = "content"
    TEMPLATE = "template"
    SETTINGS = "settings"
    MISSING = "missing"
    EDITED = "edited by hand"


class Fingerprint(Struct, frozen=True, gc=False):
    """What a page's bytes depend on: three digests, so that "why was this rebuilt?" is a comparison."""

    content: bytes
    template: bytes
    settings: bytes


class Planned(Struct, frozen=True, gc=False):
    specification: Specification
    fingerprint: Fingerprint
    reason: Reason


class Plan(Struct, frozen=True):
    pages: tuple[Planned, ...]
    """In the order of writing: first what nothing links to yet, then by rank."""
    unchanged: int


def make_plan(
    specifications: Iterable[tuple[Specification | Promise, Fingerprint]],
    kept: Mapping[str, PageRow],
    standing: Mapping[str, tuple[int, int]],
    force: bool = False,
) -> Plan:
    """What to write. ``kept`` is what the last build wrote, ``standing`` size and mtime_ns of the files in the output."""
    planned: list[Planned] = []
    unchanged = 0
    for specification, fingerprint in specifications:
        reason = why(fingerprint, kept.get(specification.path), standing.get(specification.path))
        if reason is None and force:
            reason = Reason.SETTINGS
        if reason is None:
            unchanged += 1
        else:
            made = specification if isinstance(specification, Specification) else specification.make()
            planned.append(Planned(made, fingerprint, reason))
    planned.sort(key=lambda p: (p.specification.path in standing, p.specification.rank))
    return Plan(tuple(planned), unchanged)


def why(now: Fingerprint, row: PageRow | None, stands: tuple[int, int] | None) -> Reason | None:
    """Why a page must be written, or None."""
    if row is None:
        return Reason.NEW
    if now.content != row.content:
        return Reason.CONTENT
    if now.template != row.template:
        return Reason.TEMPLATE
    if now.settings != row.settings:
        return Reason.SETTINGS
    if stands is None:
        return Reason.MISSING
    return Reason.EDITED if stands != (row.size, row.mtime_ns) else None
