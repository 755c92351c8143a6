"""The two sites for the same job, and the edits that are made to both."""

import collections
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE / "scratch"
PLAIN = f"""title: The Archive
site_url: https://archive.example/
theme: {HERE / "theme"}
templates: null
link_names: false
related: 0
paginate: true
home_entries: 50
page_size: 1000000
pages: []
"""
DEFAULT = "title: The Archive\nsite_url: https://archive.example/\ntemplates: null\n"
CONTENT = "content/articles"


def sitegens(size: int, settings: str = PLAIN, name: str = "sitegen") -> Path:
    """Folder of sitegen's site for a corpus of ``size`` articles, as it was made."""
    folder = WORK / f"{name}-{size}"
    if not (folder / CONTENT).is_dir():
        _say(f"making {folder.name}")
        subprocess.run([sys.executable, HERE / "make_corpus.py", "--n", str(size), "--out", folder], check=True, stdout=subprocess.DEVNULL)
    (folder / "sitegen.yaml").write_text(settings, "utf-8")
    return folder


def hugos(size: int) -> Path:
    """Folder of Hugo's site for the same corpus."""
    folder = WORK / f"hugo-{size}"
    if not folder.is_dir():
        shutil.copytree(HERE / "hugo", folder)
        (folder / "static").mkdir()
        (folder / "style.css").rename(folder / "static" / "style.css")
        shutil.copytree(sitegens(size) / CONTENT, folder / CONTENT)
    return folder


def aside(folder: Path, *names: str) -> None:
    """Takes outputs and caches away without deleting them yet.

    ext4 without a journal looks at every inode that was freed in the last minutes when it makes a file, which would
    cost whoever builds next several seconds.
    """
    trash = WORK / "trash"
    trash.mkdir(parents=True, exist_ok=True)
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(trash / f"{name}-{time.time_ns()}")


def empty_trash() -> None:
    shutil.rmtree(WORK / "trash", ignore_errors=True)


class Edit:
    """A change to both sites that can be taken back."""

    def __init__(self, folder: Path) -> None:
        self._articles = folder / CONTENT
        self._kept: dict[Path, str | None] = {}

    def _write(self, file: Path, text: str) -> None:
        self._kept.setdefault(file, file.read_text("utf-8") if file.exists() else None)
        file.write_text(text, "utf-8")

    def _file(self) -> Path:
        files = sorted(self._articles.iterdir())
        return files[len(files) // 2]

    def body(self) -> None:
        """A paragraph more in one article."""
        self._write(self._file(), self._file().read_text("utf-8") + "\nNothing else was said about it that day.\n")

    def title(self) -> None:
        text = self._file().read_text("utf-8")
        self._write(self._file(), re.sub(r"""(?m)^title: (["']?)""", r"title: \1New ", text, count=1))

    def article(self) -> None:
        """One more article, the newest of all."""
        text = re.sub(r"(?m)^slug: .*$", "slug: 99999-a-new-article", self._file().read_text("utf-8"))
        self._write(self._articles / "99999-a-new-article.md", re.sub(r"(?m)^date: .*$", "date: 2030-01-01T00:00:00Z", text))

    def name(self) -> None:
        """Another name for the person who comes nearest to 500 articles, in all of them."""
        texts = {file: file.read_text("utf-8") for file in self._articles.iterdir()}
        counts: collections.Counter[str] = collections.Counter()
        for text in texts.values():
            counts.update(re.findall(r"^  - (.+)$", text.partition("people:\n")[2].partition("places:")[0], re.MULTILINE))
        name = min(counts, key=lambda n: abs(counts[n] - 500))
        for file, text in texts.items():
            if f"  - {name}\n" in text:
                self._write(file, text.replace(f"  - {name}\n", f"  - {name} Renamed\n"))

    def undo(self) -> None:
        for file, text in self._kept.items():
            file.unlink() if text is None else file.write_text(text, "utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
