"""Names into drafts: what the finder found becomes fields, evidence, and records of places."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from sitegen.loader.draft import Draft, Evidence
from sitegen.model import Article, Record
from sitegen.names.finder import Found, NameText
from sitegen.progress import Progress
from sitegen.records.store import record_for


class NameFinder(Protocol):
    """What import asks of ``names.finder.Finder``."""

    @property
    def label(self) -> str:
        """Recognizer and gazetteer, with their versions."""

    def find(self, texts: Iterable[NameText], progress: Progress) -> Iterator[Found]:
        """The names of each article, in the articles' order."""


class Named(Struct, frozen=True):
    """A draft with its names, and a record for each of its places that was located."""

    draft: Draft
    records: tuple[Record, ...] = ()


def name_text(draft: Draft) -> NameText:
    """What of a draft may name somebody."""
    article = draft.article
    return NameText(
        title=article.title,
        paragraphs=tuple(block.text for block in draft.blocks),
        captions=tuple(image.caption for image in article.images if image.caption),
        dateline=article.dateline,
        agency=article.agency,
        authors=article.authors,
        credits=tuple(image.credit for image in article.images if image.credit),
    )


def with_names(drafts: tuple[Draft, ...], finder: NameFinder, entities: Sequence[str], progress: Progress) -> tuple[Named, ...]:
    """Each draft with the names in its text, of the kinds wanted; those that its front matter gives stay."""
    found = finder.find(tuple(name_text(draft) for draft in drafts), progress)
    return tuple(_named(draft, names, entities) for draft, names in zip(drafts, found, strict=True))


def _named(draft: Draft, names: Found, entities: Sequence[str]) -> Named:
    article = draft.article
    kept = {field: getattr(article, field) or getattr(names, field) for field in entities}
    evidence = tuple(
        Evidence(e.field, f"{e.rule}", _line(draft, e.where), e.name, round(e.confidence, 2))
        for e in names.evidence
        if e.field in entities and not getattr(article, e.field)
    )
    located = names.located if "places" in entities else ()
    records = tuple(record_for(placed.name, placed.candidate) for placed in located if placed.candidate is not None)
    new = msgspec.structs.replace(draft, article=msgspec.structs.replace(article, **kept), evidence=draft.evidence + evidence)
    return Named(new, records)


def _line(draft: Draft, where: int) -> int:
    """The clipping's line of a mention: of the paragraph, or of the title, the dateline, the first caption."""
    if where >= 0:
        return draft.block_lines[where] if where < len(draft.block_lines) else 0
    field = {-1: "title", -2: "dateline", -3: "images"}.get(where, "")
    return next((e.line for e in draft.evidence if e.field == field), 0)


def without_names(article: Article, like: Article) -> Article:
    """An article with another's names: where a recognizer is not to be asked again."""
    return msgspec.structs.replace(article, people=like.people, places=like.places, organisations=like.organisations)
