"""Where an article's file goes: ``articles/1969/two-men-walk.md``, decided once."""

from collections.abc import Callable

from sitegen.dates import read_date
from sitegen.model import Article
from sitegen.slug import is_slug, slug, told_apart

FOLDER = "articles"


def folder(date: str) -> str:
    """``articles/1969``, or ``articles/undated``."""
    return f"{FOLDER}/{read_date(date).year:04}" if date else f"{FOLDER}/undated"


def address(article: Article, sha256: str, part: int, is_taken: Callable[[str], bool]) -> str:
    """A free path below the content folder. Of two with one title the later is told apart by its clipping's digest."""
    base = article.slug if is_slug(article.slug) else slug(article.title)
    where = folder(article.date)
    path, key = f"{where}/{base}.md", f"{sha256}/{part}"
    for attempt in range(1000):
        if not is_taken(path):
            break
        path = f"{where}/{told_apart(base, key + '.' * attempt)}.md"
    return path
