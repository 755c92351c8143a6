"""A model and the rules together: what the model finds, and what of the rules' finds it misses."""

from collections.abc import Iterator, Sequence

from sitegen.names.recognizer import Recognizer
from sitegen.names.rules import STRONG, Rules
from sitegen.names.spans import Span


class Hybrid:
    """Adds to a model the rules' sure finds: names after titles, of known places, with a word for their kind."""

    def __init__(self, model: Recognizer, rules: Rules) -> None:
        self._model = model
        self._rules = rules
        self.label = f"{model.label} + {rules.label}"

    def find(self, texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        for text, found in zip(texts, self._model.find(texts), strict=True):
            yield merged(found, self._rules.spans(text))


def merged(model: tuple[Span, ...], rules: tuple[Span, ...]) -> tuple[Span, ...]:
    """The model's spans and the rules' strong ones; where they overlap, the longer name of a shape that says what it is."""
    kept = list(model)
    for span in rules:
        if span.confidence < STRONG:
            continue
        clash = [other for other in kept if other.start < span.end and span.start < other.end]
        if not clash:
            kept.append(span)
        elif _says_more(span, clash):
            kept = [other for other in kept if other not in clash] + [span]
    return tuple(sorted(kept, key=lambda span: span.start))


def _says_more(span: Span, clash: list[Span]) -> bool:
    if len(clash) == 1 and clash[0].text == span.text:
        return clash[0].kind not in ("PERSON", "PLACE") or (clash[0].kind == "PERSON" and "..." in span.why)
    if len(clash) == 1 and span.why == "title" and _is_titled_whole(span, clash[0]):
        return True
    covers = all(span.start <= other.start and other.end <= span.end for other in clash)
    if covers and span.kind == "PERSON" and all(other.kind == "PERSON" for other in clash):
        return True  # the model cut the name at a particle
    return covers and (
        "..." in span.why or span.why in ("title", "role", "containment", "known region", "country or state", "agency", "demonym")
    )


def _is_titled_whole(span: Span, other: Span) -> bool:
    """Whether a model took a title with its bearer for an organisation or place: ``Coxswain | Anna Holt``."""
    rest = other.text.removesuffix(span.text).split()
    return other.kind != "PERSON" and other.end == span.end and bool(rest) and all(word[0].isupper() for word in rest)
