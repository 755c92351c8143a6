"""Versions of the libraries that shape output, without importing them: that takes longer than to see that nothing changed."""

import importlib.util
import re
from functools import cache
from pathlib import Path

from sitegen import __version__

_ASSIGNED = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)


@cache
def version_of(module: str) -> str:
    """What ``module.__version__`` would say, or what is known of the distribution of that name."""
    found = importlib.util.find_spec(module)
    text = Path(found.origin).read_text("utf-8") if found and found.origin else ""
    if match := _ASSIGNED.search(text):
        return match[1]
    from importlib.metadata import packages_distributions, version

    return version(packages_distributions()[module][0])


VERSIONS = (__version__, version_of("jinja2"))
"""Those that shape every page; what shapes a body is in its card's key."""
