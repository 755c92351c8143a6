"""What finds names in text, chosen by name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from sitegen.errors import MissingExtra, Notice, Spot
from sitegen.extensions import extension
from sitegen.names.gazetteer import Gazetteer
from sitegen.names.lexicon import Lexicon
from sitegen.names.spans import Span


class Recognizer(Protocol):
    """Finds names; knows nothing of articles."""

    label: str
    """Name and version, for the ledger: ``spacy en_core_web_md 3.7.1``."""

    def find(self, texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        """The names in each text, in order, as spans that don't overlap."""


def recognizer(setting: str, gazetteer: Gazetteer, lexicon: Lexicon, root: Path = Path()) -> tuple[Recognizer, tuple[Notice, ...]]:
    """The recognizer of a setting: ``auto``, ``rules``, ``spacy``, ``spacy:MODEL`` or one of the user's; and what the user should know.

    ``root`` is the site's folder, where a recognizer in a file of its own lies. Raises ConfigFault for another word,
    MissingExtra where spaCy or the model was asked for and isn't there.
    """
    from sitegen.names.hybrid import Hybrid
    from sitegen.names.rules import Rules

    kind, _, model = setting.partition(":")
    if setting == "rules":
        return Rules(gazetteer, lexicon), ()
    if kind not in ("auto", "spacy") or (kind == "auto" and model):
        made: Recognizer = extension("recognizers", setting, root, ("auto", "rules", "spacy", "spacy:MODEL"))(gazetteer, lexicon)
        return made, ()
    from sitegen.names.spacy_model import SpacyModel

    try:
        return Hybrid(SpacyModel(model), Rules(gazetteer, lexicon)), ()
    except MissingExtra as missing:
        if kind == "spacy":
            raise
        notice = Notice(Spot(), f"names are found by rules alone: {missing.message}", missing.hint)
        return Rules(gazetteer, lexicon), (notice,)
