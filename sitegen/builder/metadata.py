"""What machines read on an article's page: Dublin Core and Highwire ``<meta>``, schema.org JSON-LD.

Zotero takes a page for a newspaper article only with ``DC.type`` = newspaperArticle; ``citation_title`` alone makes it
a journal article, ``og:type=website`` a web page.
"""

import json
from typing import Any

from sitegen.dates import When
from sitegen.model import Article

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def meta_elements(article: Article, when: When | None, canonical: str) -> tuple[tuple[str, str], ...]:
    """Name and content of each element, those with something to say."""
    pairs = [
        ("DC.type", "newspaperArticle"),
        ("DC.title", article.title),
        *(("DC.creator", author) for author in article.authors),
        ("DC.date", when.iso if when else ""),
        ("DC.publisher", article.source),
        ("DC.language", article.language),
        ("DC.identifier", article.identifier or canonical),
        ("DC.description", article.summary),
        ("citation_title", article.title),
        *(("citation_author", author) for author in article.authors),
        ("citation_publication_date", when.iso.replace("-", "/") if when else ""),
        ("citation_journal_title", article.source),
        ("citation_firstpage", article.page),
        ("citation_language", article.language),
        ("og:type", "article"),
        ("og:title", article.title),
        ("og:url", canonical),
    ]
    return tuple((name, content) for name, content in pairs if content)


def json_ld(article: Article, when: When | None, canonical: str, people: tuple[str, ...], places: tuple[str, ...]) -> str:
    """A NewsArticle as JSON that can't end the ``<script>`` it stands in. https://schema.org/NewsArticle"""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "datePublished": when.iso if when else "",
        "author": [{"@type": "Person", "name": author} for author in article.authors],
        "isPartOf": {"@type": "Newspaper", "name": article.source} if article.source else None,
        "printPage": article.page,
        "printEdition": article.edition,
        "dateline": article.dateline,
        "inLanguage": article.language,
        "description": article.summary,
        "url": canonical,
        "mentions": [{"@type": "Person", "name": n} for n in people] + [{"@type": "Place", "name": n} for n in places],
    }
    text = json.dumps({key: item for key, item in value.items() if item}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return text
