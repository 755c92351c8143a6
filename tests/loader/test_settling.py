"""Whether a clipping is a former one, corrected, or another under its name."""

from pathlib import Path

import pytest
from loader.archive import STORY, Archive

OTHER = "Mayor Jones opened a bakery on Friday, to general applause, and ate a bun before leaving by train for Ostend.\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "archive").mkdir()
    return Archive(tmp_path / "archive")


def test_files_of_one_name_in_two_folders_elsewhere_are_two_articles(archive: Archive, tmp_path: Path) -> None:
    for name, text in (("o1", STORY), ("o2", STORY + OTHER)):
        (tmp_path / name / "w").mkdir(parents=True)
        (tmp_path / name / "w" / "x.txt").write_text(f"News in brief\n\n{text}")
        assert archive.load(tmp_path / name / "w").count("new") == 1
    assert len(archive.articles()) == 2
    assert archive.load(tmp_path / "o1" / "w", tmp_path / "o2" / "w").unchanged == 2


def test_a_column_s_next_number_under_an_old_name_is_another_article(archive: Archive) -> None:
    archive.put("column.txt", f"News in brief\n\n{STORY}")
    archive.load()
    archive.put("column.txt", f"News in brief\n\n{OTHER}")
    assert archive.load().count("new") == 1
    assert sorted(archive.article(path).body.split()[0] for path in archive.articles()) == ["It", "Mayor"]


def test_a_word_corrected_in_the_only_paragraph_is_a_correction(archive: Archive) -> None:
    archive.put("a.txt", f"News in brief\n\n{OTHER}")
    archive.load()
    archive.put("a.txt", f"News in brief\n\n{OTHER.replace('bakery', 'library')}")
    assert archive.load().updated == 1
    assert len(archive.articles()) == 1
