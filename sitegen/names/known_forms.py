"""Names that have a record are found wherever they stand, whatever the recognizer says."""

import re
from collections.abc import Iterator, Mapping

from sitegen.names.spans import Kind, Span
from sitegen.records.known import KnownNames

_WORD = re.compile(r"(?<!\w)\w+")
_WHERE = re.compile(r"\b(?:in|at|from|near|outside|around|to|into|via)\s+\Z")


class KnownForms:
    """Finds the names and aliases of records in text."""

    def __init__(self, known: KnownNames) -> None:
        self._kinds: Mapping[str, Kind] = {
            **dict.fromkeys((form for form in known.places if form[:1].isupper()), "PLACE"),
            **dict.fromkeys((form for form in known.people if form[:1].isupper()), "PERSON"),
        }
        by_word: dict[str, list[str]] = {}
        for form in sorted(self._kinds, key=lambda form: (-len(form), form)):
            by_word.setdefault(_WORD.match(form).group() if _WORD.match(form) else form, []).append(form)  # type: ignore[union-attr]
        self._by_word = by_word
        """Forms by their first word, the longest first: one pattern of all would be tried at each word."""

    def added(self, spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
        """The spans, and those of known names that stand where no longer name does."""
        kept = list(spans)
        for start, form in self._standing(text):
            end = start + len(form)
            clash = [span for span in kept if span.start < end and start < span.end]
            if any(len(span.text) > len(form) for span in clash):
                continue
            if " " not in form and not self._is_placed(form, start, clash, text) and (clash or _joined(text, start, end)):
                continue  # one word may be another's name: what is seen round it decides
            known = Span(start, end, self._kinds[form], form, 0.95, "record")
            kept = [span for span in kept if span not in clash] + [known]
        return tuple(sorted(kept, key=lambda span: span.start))

    def _is_placed(self, form: str, start: int, clash: list[Span], text: str) -> bool:
        """Whether a known place stands after a word for where, though a recognizer took it alone for something else."""
        alone = [span.text for span in clash] == [form]
        return alone and self._kinds[form] == "PLACE" and bool(_WHERE.search(text, max(0, start - 12), start))

    def _standing(self, text: str) -> Iterator[tuple[int, str]]:
        """Where known forms stand as whole words."""
        if not self._by_word:
            return
        for word in _WORD.finditer(text):
            for form in self._by_word.get(word.group(), ()):
                if text.startswith(form, word.start()) and not text[word.start() + len(form) : word.start() + len(form) + 1].isalnum():
                    yield word.start(), form
                    break


def _joined(text: str, start: int, end: int) -> bool:
    """Whether one word is part of a longer name, or begins a sentence."""
    before, after = text[max(0, start - 80) : start].rstrip(), text[end : end + 2]
    if not before or before[-1] in '.!?“"‘':
        return True
    word = before.rsplit(None, 1)[-1]
    return (text[start - 1] == " " and word[:1].isupper() and word[-1].isalpha()) or (after[:1] == " " and after[1:].isupper())
