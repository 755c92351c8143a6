"""Who and what the seed clipping names, as digests: its names stand in the issue, not here.

A digest is :func:`of` lines, one a name: ``name|form,form`` of a person, ``name|geonames id`` of a place
(nothing behind the ``|`` where no coordinates are known).
"""

from collections.abc import Iterable

from sitegen.digest import sha256
from sitegen.model import Name

PEOPLE = "27b7a1095083"
PLACES = "4a0d45916a26"


def of(lines: Iterable[str]) -> str:
    """The digest of a list of names, whatever its order."""
    return sha256("\n".join(sorted(lines)).encode())[:12]


def of_people(people: Iterable[Name]) -> str:
    return of(f"{person.name}|{','.join(person.forms)}" for person in people)


def of_places(ids: Iterable[tuple[str, object]]) -> str:
    """Of each place's name and GeoNames id, "" where it has none."""
    return of(f"{name}|{geonames}" for name, geonames in ids)
