"""The names of articles: recognized, grouped, located. What the loader calls."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.engine import batches
from sitegen.errors import Notice
from sitegen.model import Name
from sitegen.names import mentions, people, places
from sitegen.names.gazetteer import Candidate, Gazetteer, open_gazetteer
from sitegen.names.known_forms import KnownForms
from sitegen.names.lexicon import Lexicon, load_lexicon
from sitegen.names.recognizer import Recognizer, recognizer
from sitegen.progress import Progress
from sitegen.records.known import KnownNames

LONGEST = 100_000
"""Characters of a paragraph that are looked through: no newspaper prints a longer one, and hostile text takes its time."""

BATCH = 32
"""Articles that go through the recognizer at a time: enough for its batches, little in memory."""


class NameText(Struct, frozen=True):
    """What of an article may name people and places, as plain text."""

    title: str
    paragraphs: tuple[str, ...]
    """The body, headings among it."""
    captions: tuple[str, ...] = ()
    dateline: str = ""
    agency: str = ""
    authors: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


class Placed(Struct, frozen=True):
    """A place of the article, with where it is, or why that isn't known."""

    name: str
    forms: tuple[str, ...]
    candidate: Candidate | None
    reason: str
    confidence: float


class Evidence(Struct, frozen=True):
    """Why a name was taken, for the ledger."""

    field: str
    """``people``, ``places`` or ``organisations``."""
    name: str
    rule: str
    where: int
    """Index of the paragraph of its first mention; -1 title, -2 dateline, -3 caption."""
    confidence: float


class Found(Struct, frozen=True):
    """The names of one article, in the order of first mention."""

    people: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    located: tuple[Placed, ...] = ()
    """The same places as ``places``, with their candidates."""
    organisations: tuple[Name, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Finder:
    """Finds the names of many articles, in batches through one recognizer."""

    def __init__(self, recognizer: Recognizer, gazetteer: Gazetteer, lexicon: Lexicon, known: KnownNames | None = None) -> None:
        self._recognizer = recognizer
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._known = known or KnownNames()
        self._forms = KnownForms(self._known)

    @property
    def label(self) -> str:
        """Recognizer and gazetteer with their versions, for the ledger."""
        return f"{self._recognizer.label}; {self._gazetteer.label}"

    def close(self) -> None:
        """Closes the gazetteer's file."""
        self._gazetteer.close()

    def find(self, texts: Iterable[NameText], progress: Progress) -> Iterator[Found]:
        """The names of each article, in the articles' order."""
        done = 0
        total = len(texts) if isinstance(texts, list | tuple) else 0
        for batch in batches(texts, BATCH):
            parts = [segments(text) for text in batch]
            spans = self._recognizer.find([part.text for article in parts for part in article])
            for text, article in zip(batch, parts, strict=True):
                found = tuple(self._forms.added(next(spans), part.text) for part in article)
                yield self._names(text, article, found)
                done += 1
                progress("finding names", done, total)

    def _names(self, text: NameText, article: tuple[mentions.Segment, ...], found: tuple[mentions.Spans, ...]) -> Found:
        by_credit = (*text.authors, *text.credits, text.agency)
        document = mentions.document(article, found, self._lexicon, self._gazetteer, by_credit)
        persons = people.group(document, self._lexicon, self._known)
        located = places.resolve(document, persons, self._lexicon, self._gazetteer, self._known)
        organisations = mentions.organisations(document)
        return Found(
            people=tuple(Name(p.name, p.forms) for p in persons),
            places=tuple(Name(p.name, p.forms) for p in located),
            located=tuple(Placed(p.name, p.forms, p.candidate, p.reason, p.confidence) for p in located),
            organisations=tuple(Name(name) for name, _ in organisations),
            evidence=(
                *(Evidence("people", p.name, p.why, p.where, p.confidence) for p in persons),
                *(Evidence("places", p.name, p.reason, p.where, p.confidence) for p in located),
                *(Evidence("organisations", name, why, where, 0.8) for name, (why, where) in organisations),
            ),
        )


def segments(text: NameText) -> tuple[mentions.Segment, ...]:
    """The article's texts in the order in which it is read."""
    return (
        mentions.Segment(text.title[:LONGEST], -1),
        *(mentions.Segment(caption[:LONGEST], -3) for caption in text.captions),
        mentions.Segment(text.dateline, -2),
        *(mentions.Segment(paragraph[:LONGEST], index) for index, paragraph in enumerate(text.paragraphs)),
    )


def open_finder(setting: str, cache: Path, known: KnownNames | None, progress: Progress, root: Path) -> tuple[Finder, tuple[Notice, ...]]:
    """A finder by the config's ``recognizer``, with the gazetteer of the user's cache, and what the user should know.

    ``root`` is the site's folder, where a recognizer in a file of its own lies.
    Raises ConfigFault (no such recognizer), MissingExtra (asked for and not installed), WriteFailed (the cache).
    """
    lexicon = load_lexicon()
    gazetteer, no_gazetteer = open_gazetteer(cache, progress)
    finds, second_best = recognizer(setting, gazetteer, lexicon, root)
    return Finder(finds, gazetteer, lexicon, known), (*no_gazetteer, *second_best)
