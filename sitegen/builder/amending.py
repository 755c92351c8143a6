"""Where only texts of articles changed, all other pages are as they were: the last build is amended, no catalogue is made.

A page carries its card, its text's digest, and what is around it. An edit that touches no name, title or sentence that
others show leaves the card as it was, to the byte; then nothing around any page can have changed.
"""

from collections.abc import Iterator, Mapping

from sitegen.builder import standing
from sitegen.builder.article_pages import article_page
from sitegen.builder.cards import decode_card
from sitegen.builder.catalogue import published
from sitegen.builder.manifest import Manifest, SourceRow, State
from sitegen.builder.ordering import Order
from sitegen.builder.specification import Specification
from sitegen.builder.study import Study


def amended(
    study: Study, old: State, manifest: Manifest, as_of: str, future: str, assets: standing.Looks, output: Mapping[str, tuple[int, int]]
) -> Order | None:
    """The pages whose texts changed, or None where anything else may have.

    ``as_of`` and ``future`` say what is published, ``assets`` is how they stand now, ``output`` size and mtime_ns of the files
    that stand there. Settings, templates and day must be those of the last build.
    """
    if not old.facts or old.sources.keys() != study.rows.keys() | assets.keys():
        return None
    if any(old.sources[path].signature != look or old.sources[path].racy for path, look in assets.items()):
        return None
    if any(not _only_text(study.rows[path], old.sources[path]) for path in study.changed):
        return None
    if any(output.get(path) != (row.size, row.mtime_ns) for path, row in old.pages.items()):
        return None
    cards = [decode_card(study.cards[path]) for path in study.changed]
    if any(card.article is None or not published(card, as_of, future) for card in cards):
        return None  # it has no page of its own; another article may stand at its address
    addresses = {card.path: card.address + ".html" for card in cards}
    pages = tuple(_pages(study, old, addresses, manifest.arounds(addresses.values())))
    if len(pages) != len(study.changed):
        return None
    shown, notices = standing.shown_by(old.facts), standing.notices(old.facts, "of_site")
    return Order(standing.site_view(old.facts), pages, {}, shown, notices, old.facts, kept=old.pages)


def _only_text(new: SourceRow, old: SourceRow) -> bool:
    return bool(new.card) and new.card == old.card and bool(new.body) and bool(old.body) and not new.problem and not old.problem


def _pages(study: Study, old: State, addresses: Mapping[str, str], arounds: Mapping[str, bytes]) -> Iterator[Specification]:
    for path, address in addresses.items():
        if address in old.pages and address in arounds:
            yield article_page(address, path, study.cards[path], study.rows[path].body, arounds[address])
