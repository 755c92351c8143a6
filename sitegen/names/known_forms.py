"""Names that have a record are found wherever they stand, whatever the recognizer says."""

import re
from collections.abc import Mapping

from sitegen.names.spans import Kind, Span
from sitegen.records.known import KnownNames


class KnownForms:
    """Finds the names and aliases of records in text."""

    def __init__(self, known: KnownNames) -> None:
        self._kinds: Mapping[str, Kind] = {
            **dict.fromkeys((form for form in known.places if form[:1].isupper()), "PLACE"),
            **dict.fromkeys((form for form in known.people if form[:1].isupper()), "PERSON"),
        }
        longest_first = sorted(self._kinds, key=lambda form: (-len(form), form))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None

    def added(self, spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
        """The spans, and those of known names that stand where no longer name does."""
        if self._pattern is None:
            return spans
        kept = list(spans)
        for match in self._pattern.finditer(text):
            clash = [span for span in kept if span.start < match.end() and match.start() < span.end]
            form = match.group()
            if any(len(span.text) > len(form) for span in clash):
                continue
            if " " not in form and (clash or _joined(text, match.start(), match.end())):
                continue  # one word may be another's name: what is seen round it decides
            known = Span(match.start(), match.end(), self._kinds[form], form, 0.95, "record")
            kept = [span for span in kept if span not in clash] + [known]
        return tuple(sorted(kept, key=lambda span: span.start))


def _joined(text: str, start: int, end: int) -> bool:
    """Whether one word is part of a longer name, or begins a sentence."""
    before, after = text[:start].rstrip(), text[end : end + 2]
    if not before or before[-1] in '.!?“"‘':
        return True
    word = before.rsplit(None, 1)[-1]
    return (word[:1].isupper() and start - len(before) == 1 and word[-1].isalpha()) or (after[:1] == " " and after[1:].isupper())
