"""The sample clippings with what a perfect import of each gives (``tests/sample/expected``)."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
EXPECTED = ROOT / "tests" / "sample" / "expected"


def expectations() -> dict[str, tuple[Path, dict[str, Any]]]:
    """By stem: the clipping and its expected fields."""
    clippings = {path.stem: path for path in sorted((ROOT / "clippings").rglob("*")) if path.is_file()}
    return {
        path.stem: (clippings[path.stem], yaml.safe_load(path.read_text("utf-8")))
        for path in sorted(EXPECTED.glob("*.yaml"))
        if path.stem in clippings
    }
