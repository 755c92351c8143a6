"""Templates as a frozen value: every source read once, found in the site's folder, the theme's, the base, in that order.

Each stands under its name and under a prefix (``site:``, ``theme:``, ``base:``), so that an override extends
``base:article.html``. A template's digest covers all that it extends, includes and imports.
"""

import os
from pathlib import Path
from typing import Any

from sitegen.config import Site
from sitegen.digest import digest
from sitegen.errors import ReadFailed, Spot, TemplateFault, Unreadable, did_you_mean
from sitegen.extensions import installed
from sitegen.files import files_below, read_bytes, shipped

ENDINGS = (".html", ".xml", ".atom", ".txt")


class Templates:
    """Sources by name. Equal by digest, so that a worker compiles each set once."""

    def __init__(self, sources: dict[str, str], searched: tuple[str, ...]) -> None:
        self.sources = sources
        self.searched = searched
        """Folders that were looked in, for messages."""
        self.digest = digest(*(part.encode() for name in sorted(sources) for part in (name, sources[name])))

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Templates) and other.digest == self.digest

    def digest_of(self, name: str) -> bytes:
        """Digest of a template with all that it pulls in. Raises TemplateFault for a missing or a dynamic one."""
        from sitegen.builder.environment import resolved

        return resolved(self, name)

    def render(self, name: str, **context: Any) -> str:
        """The text of a page. Raises TemplateFault with template:line for whatever fails in it."""
        from sitegen.builder.environment import render

        return render(self, name, context)


def load_templates(site: Site) -> Templates:
    """All templates of a site. Raises TemplateFault for a missing theme or templates folder."""
    folders = [("base", shipped("templates")), ("theme", theme_folder(site) / "templates")]
    if site.config.templates:
        own = site.root / site.config.templates
        if own.exists() and not (own.is_dir() and os.access(own, os.R_OK | os.X_OK)):
            raise TemplateFault(Spot(str(own)), "is not a folder that can be read", "see 'templates' in sitegen.yaml")
        folders.append(("site", own))
    sources: dict[str, str] = {}
    for prefix, folder in folders:
        for name, text in _read_folder(folder).items():
            sources[name] = sources[f"{prefix}:{name}"] = text
    return Templates(sources, tuple(str(folder) for _, folder in reversed(folders)))


def theme_folder(site: Site) -> Path:
    """The theme's folder: below the site's ``themes/``, a path of its own, or shipped. Raises TemplateFault."""
    name = site.config.theme
    searched = [site.root / "themes" / name, site.root / name, shipped("themes") / name]
    for folder in searched:
        if (folder / "theme.yaml").is_file():
            return folder
    names = [f.name for f in shipped("themes").iterdir() if f.is_dir()]
    if found := installed("themes", name):
        return Path(found())
    raise TemplateFault(
        Spot("sitegen.yaml"),
        f"no theme {name!r}",
        f"searched: {', '.join(map(str, searched))} for a theme.yaml; {did_you_mean(name, names)}",
    )


def _read_folder(folder: Path) -> dict[str, str]:
    found = {}
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix in ENDINGS and not any(part.startswith(".") for part in name.split("/")) and path.is_file():
            try:
                found[name] = read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
            except (Unreadable, ReadFailed) as error:
                raise TemplateFault(Spot(str(path)), error.message) from error
            except UnicodeDecodeError as error:
                raise TemplateFault(Spot(str(path)), f"not UTF-8: byte {error.start + 1}") from error
    return found
