"""HTTP for the preview: files of the site, to this machine alone. No link is followed, no hidden file shown."""

import mimetypes
import os
from pathlib import Path
from types import MappingProxyType, TracebackType

from tornado import web

from sitegen.errors import ReadFailed, Unreadable
from sitegen.files import read_bytes
from sitegen.watcher.events import Noted
from sitegen.watcher.preview import BANNER, bare_page, is_local, previewed
from sitegen.watcher.session import Session

TYPES = MappingProxyType({
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".xml": "application/xml", ".atom": "application/atom+xml",
    ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json", ".geojson": "application/geo+json", ".bib": "text/plain; charset=utf-8",
})  # fmt: skip
"""Content types that must not depend on what the machine has in its registry."""


class Local(web.RequestHandler):
    """What every answer of the preview has in common: only for a Host that is this machine, and never cached."""

    session: Session

    def initialize(self, session: Session) -> None:
        self.session = session

    def prepare(self) -> None:
        if not is_local(self.request.host):
            raise web.HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    def log_exception(self, typ: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        if not isinstance(value, web.HTTPError):
            self.session.tell(Noted(f"{self.request.path}: unexpected error: {type(value).__name__}: {value}"))


class PageHandler(Local):
    """Files of the site, at ``/`` and also below the path of ``site_url``."""

    async def get(self, path: str) -> None:
        found = self._find(path)
        if found is None:
            self.set_status(404)
            found = "404.html", self._read("404.html") or bare_page("There is no such page").encode()
        name, data = found
        ending = os.path.splitext(name)[1].lower()
        self.set_header("Content-Type", TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream")
        if ending == ".html":
            text = data.decode("utf-8", "replace")
            self.session.seen(self.request.path)
            data = previewed(text, self.request.host, self.session.port, self.session.trouble).encode()
        self.finish(data)

    async def head(self, path: str) -> None:
        await self.get(path)

    def _find(self, path: str) -> tuple[str, bytes] | None:
        base = self.session.site.config.base_path.strip("/")
        wanted = [path]
        if base and (path == base or path.startswith(f"{base}/")):
            wanted.append(path[len(base) + 1 :])
        for name in (w + "index.html" if w == "" or w.endswith("/") else w for w in wanted):
            if (data := self._read(name)) is not None:
                return name, data
        return None

    def _read(self, name: str) -> bytes | None:
        parts = name.split("/")
        if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        folder = Path(os.path.realpath(self.session.site.output))
        file = folder.joinpath(*parts)
        if os.path.realpath(file) != str(file):  # a link somewhere on the way
            return None
        try:
            return read_bytes(file)
        except (Unreadable, ReadFailed, ValueError):
            return None


class StyleHandler(Local):
    """The look of the banner."""

    def get(self) -> None:
        self.set_header("Content-Type", TYPES[".css"])
        self.finish(BANNER)
