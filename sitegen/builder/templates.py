"""Templates as a frozen value: every source read once, found in the site's folder, the theme's, the base, in that order.

Each stands under its name and under a prefix (``site:``, ``theme:``, ``base:``), so that an override extends
``base:article.html``. A template's digest covers all that it extends, includes and imports.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
from jinja2 import nodes

from sitegen.config import Site
from sitegen.digest import digest
from sitegen.errors import ReadFailed, Spot, TemplateFault, Unreadable, did_you_mean
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
        return _resolved(self, name)

    def render(self, name: str, **context: Any) -> str:
        """The text of a page. Raises TemplateFault with template:line for whatever fails in it."""
        try:
            return environment(self).get_template(name).render(**context)
        except Exception as error:  # a template is a program of the user's: whatever it raises is its fault
            raise self._fault(name, error) from error

    def _fault(self, name: str, error: Exception) -> TemplateFault:
        if isinstance(error, jinja2.TemplateNotFound):
            return missing(self, str(error.name or name), name)
        if isinstance(error, jinja2.TemplateSyntaxError):
            return TemplateFault(Spot(error.name or name, error.lineno), error.message or "does not parse")
        if isinstance(error, RecursionError):
            return TemplateFault(Spot(name), "extends or includes itself")
        at = Spot(name)
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self.sources:
                at = Spot(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            trace = trace.tb_next
        message = (error.message if isinstance(error, jinja2.TemplateError) else str(error)) or type(error).__name__
        return TemplateFault(at, message)


def missing(templates: Templates, name: str, wanted_by: str) -> TemplateFault:
    """The fault of a template that isn't there."""
    by = f", which {wanted_by} wants" if wanted_by != name else ""
    hint = f"searched: {', '.join(templates.searched)}; {did_you_mean(name, (n for n in templates.sources if ':' not in n))}"
    return TemplateFault(Spot(name if not by else wanted_by), f"no template {name!r}{by}", hint)


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
    names = (f.name for f in shipped("themes").iterdir() if f.is_dir())
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


@lru_cache(maxsize=4)
def environment(templates: Templates) -> jinja2.Environment:
    """Jinja over these sources: everything escaped, nothing undefined passes."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _source(templates, name)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )


def _source(templates: Templates, name: str) -> tuple[str, str, None] | None:
    return (templates.sources[name], name, None) if name in templates.sources else None


@lru_cache(maxsize=256)
def _references(source: str, name: str) -> tuple[str, ...]:
    """Names of the templates that one extends, includes or imports."""
    try:
        tree = jinja2.Environment(autoescape=True).parse(source, name)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFault(Spot(name, error.lineno), error.message or "does not parse") from error
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):  # type: ignore[attr-defined]
            raise TemplateFault(
                Spot(name, node.lineno), "the name of an included template must be written out", "use {% if %} round several includes"
            )
    return tuple(dict.fromkeys(n for n in jinja2.meta.find_referenced_templates(tree) if n))


@lru_cache(maxsize=256)
def _resolved(templates: Templates, name: str) -> bytes:
    parts: dict[str, str] = {}
    waiting = [(name, name)]
    while waiting:
        wanted, by = waiting.pop()
        if wanted in parts:
            continue
        if wanted not in templates.sources:
            raise missing(templates, wanted, by)
        parts[wanted] = templates.sources[wanted]
        waiting.extend((n, wanted) for n in _references(parts[wanted], wanted))
    return digest(*(part.encode() for key in sorted(parts) for part in (key, parts[key])))
