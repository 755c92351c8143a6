"""What machines read on an article's page: Dublin Core and Highwire ``<meta>``, schema.org JSON-LD.

Zotero takes a page for a newspaper article only with ``DC.type`` = newspaperArticle; ``citation_title`` alone makes it
a journal article, ``og:type=website`` a web page.
"""

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitegen.builder.views import ArticlePage

_UNSAFE = MappingProxyType({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def meta_elements(page: "ArticlePage") -> tuple[tuple[str, str], ...]:
    """Name and content of each element, those with something to say."""
    date = page.date.iso if page.date else ""
    pairs = [
        ("DC.type", "newspaperArticle"),
        ("DC.title", page.title),
        *(("DC.creator", author) for author in page.authors),
        ("DC.date", date),
        ("DC.publisher", page.source),
        ("DC.language", page.language),
        ("DC.identifier", page.identifier or page.canonical),
        ("DC.description", page.summary),
        ("citation_title", page.title),
        *(("citation_author", author) for author in page.authors),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_journal_title", page.source),
        ("citation_firstpage", page.printed_page),
        ("citation_language", page.language),
        ("og:type", "article"),
        ("og:title", page.title),
        ("og:url", page.canonical),
    ]
    return tuple((name, content) for name, content in pairs if content)


def json_ld(page: "ArticlePage") -> str:
    """A NewsArticle as JSON that can't end the ``<script>`` it stands in. https://schema.org/NewsArticle"""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "alternativeHeadline": page.subtitle,
        "datePublished": page.date.iso if page.date else "",
        "author": [{"@type": "Person", "name": author} for author in page.authors],
        "isPartOf": {"@type": "Newspaper", "name": page.source} if page.source else None,
        "printPage": page.printed_page,
        "printEdition": page.edition,
        "dateline": page.dateline,
        "inLanguage": page.language,
        "description": page.summary,
        "url": page.canonical,
        "mentions": [{"@type": "Person", "name": link.text} for link in page.people]
        + [{"@type": "Place", "name": link.text} for link in page.places],
    }
    text = json.dumps({key: item for key, item in value.items() if item}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return text
