"""Names that have a record: they are found wherever they stand, and a human's record wins."""

import types
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from sitegen.model import Record
from sitegen.slug import identity

Known = Literal["people", "places"]


class KnownNames(Struct, frozen=True):
    """Records of people and places by each of their names."""

    people: Mapping[str, Record] = types.MappingProxyType({})
    """By name and alias; a form that two records claim is in neither."""
    places: Mapping[str, Record] = types.MappingProxyType({})

    def record(self, kind: Known, form: str) -> Record | None:
        """The record that a form means."""
        table = self.people if kind == "people" else self.places
        return table.get(identity(form))


def known_names(records: Iterable[tuple[str, Record]]) -> KnownNames:
    """The index of records, each with its kind (``people``, ``places``; others are passed over)."""
    tables: dict[str, dict[str, Record | None]] = {"people": {}, "places": {}}
    for kind, record in records:
        if kind not in tables:
            continue
        table = tables[kind]
        for form in {identity(form) for form in (plain(record.name), *record.aliases)} - {identity(form) for form in record.excludes}:
            table[form] = None if form in table else record
    people, places = ({form: record for form, record in tables[kind].items() if record is not None} for kind in ("people", "places"))
    return KnownNames(types.MappingProxyType(people), types.MappingProxyType(places))


def plain(name: str) -> str:
    """A record's name without what tells it from a namesake: ``John Smith`` of ``John Smith (senator)``."""
    head, bracket, _ = name.partition(" (")
    return head if bracket and name.endswith(")") else name
