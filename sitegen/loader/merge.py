"""What import would now write, what it wrote, and what a human made of it, brought together: the human wins (law 5)."""

from difflib import SequenceMatcher
from typing import Any

import msgspec
from msgspec import Struct

from sitegen.digest import digest_text
from sitegen.loader.ledger import Entry, field_digests, paragraphs
from sitegen.model import Article, Name


class Difference(Struct, frozen=True):
    """A field or paragraph that a human made, where import would now write something else."""

    path: str
    field: str
    kept: str
    ours: str
    """What import would write."""


class Merged(Struct, frozen=True):
    article: Article
    differences: tuple[Difference, ...] = ()


def merge(current: Article, entry: Entry, new: Article, path: str) -> Merged:
    """The article with every field and paragraph renewed that no human touched."""
    now, fresh = field_digests(current), field_digests(new)
    values: dict[str, Any] = {}
    differences: list[Difference] = []
    for info in msgspec.structs.fields(Article):
        name = info.encode_name
        if info.name in ("body", "added") or now.get(name) == fresh.get(name):
            continue
        if now.get(name) == entry.fields.get(name):
            values[info.name] = getattr(new, info.name)
        elif name in fresh:  # else import has nothing to say of it
            differences.append(difference(path, name, getattr(current, info.name), getattr(new, info.name)))
    body, more = merge_paragraphs(entry.paragraphs, paragraphs(current.body), paragraphs(new.body), path)
    return Merged(msgspec.structs.replace(current, **values, body="\n\n".join(body)), (*differences, *more))


def merge_paragraphs(base: tuple[str, ...], current: list[str], new: list[str], path: str) -> tuple[list[str], list[Difference]]:
    """Three-way merge of paragraphs, as diff3 does: between paragraphs that all agree on, the side that changed is taken.

    ``base`` are digests of what import wrote. Where both sides changed, the human's paragraphs stay.
    """
    mine, theirs = [digest_text(p) for p in current], [digest_text(p) for p in new]
    to_current, to_new = _matches(base, mine), _matches(base, theirs)
    anchors = [(i, to_current[i], to_new[i]) for i in range(len(base)) if i in to_current and i in to_new]
    merged: list[str] = []
    differences: list[Difference] = []
    b = c = n = 0
    for next_b, next_c, next_n in [*anchors, (len(base), len(mine), len(theirs))]:
        if mine[c:next_c] == list(base[b:next_b]):
            merged += new[n:next_n]
        else:
            merged += current[c:next_c]
            if theirs[n:next_n] and theirs[n:next_n] != mine[c:next_c]:
                differences.append(Difference(path, "text", "\n\n".join(current[c:next_c]), "\n\n".join(new[n:next_n])))
        merged += current[next_c : next_c + 1]
        b, c, n = next_b + 1, next_c + 1, next_n + 1
    return merged, differences


def _matches(base: tuple[str, ...], other: list[str]) -> dict[int, int]:
    """Index in the base to index in the other, for what they have in common in order."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + k: block.b + k for block in blocks for k in range(block.size)}


def difference(path: str, field: str, kept: Any, ours: Any) -> Difference:
    """A difference as people read it: names and not their encoding, with the forms where these alone differ."""
    plain = readable(kept), readable(ours)
    return Difference(path, field, *(plain if plain[0] != plain[1] else (readable(kept, whole=True), readable(ours, whole=True))))


def readable(value: Any, whole: bool = False) -> str:
    """A field's value in words: the names of a list with commas between, what an image is called by, or ``whole`` everything."""
    if isinstance(value, tuple | list):
        return ", ".join(readable(item, whole) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {readable(item, whole)}" for key, item in value.items())
    if isinstance(value, Name):
        return f"{value.name} ({', '.join(value.forms)})" if whole and value.forms else value.name
    if isinstance(value, Struct):
        said = {key: item for key, item in msgspec.structs.asdict(value).items() if item}
        return readable(said, whole) if whole else readable(next(iter(said.values()), ""))
    return str(value)
