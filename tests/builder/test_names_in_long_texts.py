"""Many names in one long paragraph cost each no more than in a short one."""

import time
from pathlib import Path

from site_kit import article, make_site, shown

from builder.conftest import Command


def test_many_names_after_many_sentences(tmp_path: Path, command: Command) -> None:
    names = [f"Person {number:04}" for number in range(500)]
    text = "A sentence ends. " * 20_000 + " and ".join(names) + " met."
    make_site(tmp_path, {"content/articles/1960/a.md": article("T", text, date="1960", people=names)})
    started = time.process_time()
    assert command(tmp_path).code == 0
    assert time.process_time() - started < 8
    assert "<mark>Person 0400</mark> and Person 0401 and" in shown(tmp_path, "people/person-0400.html")
