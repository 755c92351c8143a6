"""Files that are published as they are: the theme's, those at the site's root, those that articles show."""

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.builder.addresses import published_at
from sitegen.builder.manifest import SourceRow
from sitegen.builder.sources import STATIC, Signature, racy, signature
from sitegen.builder.templates import theme_folder
from sitegen.config import Site
from sitegen.digest import sha256
from sitegen.errors import Notice, ReadFailed, Spot, Unreadable
from sitegen.files import files_below, read_bytes, unreadable


class Asset(Struct, frozen=True):
    """A file to publish."""

    path: str
    """In the output."""
    source: Path
    shown: str
    """Its name in messages, and its key in the manifest."""
    shown_by: str = ""
    """The file that shows it."""
    root: Path | None = None
    """Folder that it must lie in, with no link on the way."""


class Seen(Struct, frozen=True):
    """An asset as it stands: its signature and the digest of its bytes."""

    asset: Asset
    row: SourceRow


def theme_assets(site: Site) -> tuple[Asset, ...]:
    """The theme's styles, scripts and fonts, below ``assets/``."""
    folder = theme_folder(site) / "static"
    files = (f for f in files_below(folder) if f.is_file() and not f.name.startswith("."))
    return tuple(Asset(f"assets/{f.relative_to(folder).as_posix()}", f, f"theme/static/{f.relative_to(folder).as_posix()}") for f in files)


def static_assets(site: Site, paths: Iterable[str]) -> tuple[Asset, ...]:
    """Files below ``content/static/``, at the site's root."""
    return tuple(Asset(path.removeprefix(f"{STATIC}/"), site.content / path, f"{site.config.content}/{path}") for path in paths)


def shown_assets(site: Site, shown_by: Mapping[str, str], static: Iterable[str]) -> tuple[Asset, ...]:
    """Files that articles, records and pages show, where they lie, but for those that stand there as static files.

    ``shown_by`` maps each to who shows it, ``static`` are the paths of static files.
    """
    there = {published_at(path) for path in static}
    content = site.config.content
    return tuple(
        Asset(published_at(path), site.content / path, f"{content}/{path}", f"{content}/{shown_by[path]}", site.content)
        for path in sorted(shown_by)
        if published_at(path) not in there
    )


def look(assets: Iterable[Asset], kept: Mapping[str, SourceRow], started_ns: int) -> tuple[list[Seen], list[Notice]]:
    """Each asset with the digest of its bytes, read only where it changed; a notice for each that can't be read.

    Raises ReadFailed for one of the theme or of the static files that is there: the site would lose it.
    """
    seen, notices = [], []
    for asset in assets:
        try:
            seen.append(Seen(asset, _row(asset, kept.get(asset.shown), started_ns)))
        except Unreadable as error:
            if isinstance(error.__cause__, PermissionError) and not asset.shown_by:
                raise ReadFailed(Spot(asset.shown), error.message, "give yourself the right to read it") from error
            message = f"shows {asset.shown}: {error.message}" if asset.shown_by else error.message
            notices.append(Notice(Spot(asset.shown_by or asset.shown), message, "put the file there, or take the reference out"))
    return seen, notices


def _row(asset: Asset, kept: SourceRow | None, started_ns: int) -> SourceRow:
    now = stand(asset.source)
    if asset.root and os.path.realpath(asset.source) != os.path.join(os.path.realpath(asset.root), asset.source.relative_to(asset.root)):
        raise Unreadable(Spot(asset.shown), "behind a symbolic link: not followed")
    if kept and kept.signature == now and not kept.racy:
        return kept
    return SourceRow(now, bytes.fromhex(sha256(read_bytes(asset.source))), racy=racy(now, started_ns))


def stand(path: Path) -> Signature:
    """A file's signature now. Raises Unreadable where there is none, or it is a link."""
    try:
        info = os.stat(path, follow_symlinks=False)
    except (OSError, ValueError) as error:
        spot = Spot(str(path))
        raise (unreadable(spot, error) if isinstance(error, OSError) else Unreadable(spot, "no such file")) from error
    if not stat.S_ISREG(info.st_mode):
        raise Unreadable(Spot(str(path)), "a symbolic link: not followed" if stat.S_ISLNK(info.st_mode) else "not a regular file")
    return signature(info)
