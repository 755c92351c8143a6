"""What the model is given."""

import pytest

from sitegen.names.spacy_model import LONGEST, MOST, pieces


@pytest.mark.parametrize("text", ["", "One short text.", "word " * 5_000, "x" * 12_345])
def test_pieces_are_the_text(text: str) -> None:
    found = list(pieces(text))
    assert "".join(piece for _, piece in found) == text
    assert all(text.startswith(piece, start) and len(piece) <= LONGEST for start, piece in found)


@pytest.mark.parametrize("text", ["word " * MOST, '"' * 9_000, "1 2 3 " * 1_000])
def test_what_no_newspaper_prints_is_not_asked(text: str) -> None:
    assert list(pieces(text)) == []
