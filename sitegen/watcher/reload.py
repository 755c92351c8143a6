"""The livereload protocol: its script, and the socket that tells a tab to load its page again.

Of the livereload package we take the two handlers alone: its Server answers any Host, its ForceReloadHandler lets any
page on the web reload ours, and its own waiters are one set for the whole process.
"""

import contextlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from sitegen.watcher.preview import is_local
from sitegen.watcher.session import Session

HELLO = MappingProxyType({"command": "hello", "protocols": ("http://livereload.com/protocols/official-7",), "serverName": "sitegen"})
LONGEST = 4096
"""Bytes of a message that is read; the protocol's own are far shorter."""


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """One tab's socket."""

    session: Session

    def initialize(self, session: Session) -> None:
        self.session = session

    def prepare(self) -> None:
        """Refuses other Hosts, and pages of others: here and not in check_origin, which isn't asked of every request."""
        origin = self.request.headers.get("Origin")
        if not is_local(self.request.host) or (origin is not None and origin.lower() != f"http://{self.request.host.lower()}"):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        return True  # see prepare

    def on_message(self, message: str | bytes) -> None:
        """Answers the greeting; what isn't the protocol is let pass."""
        command, url = _read(message)
        if command == "hello":
            self._send(HELLO)
        elif command == "info":
            self.session.waiters.add(self)
            if url and self.session.is_stale(unquote(urlsplit(url).path)):
                self.reload()

    def reload(self) -> None:
        self._send({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})

    def _send(self, message: Mapping[str, object]) -> None:
        with contextlib.suppress(WebSocketClosedError):
            self.write_message(json.dumps(dict(message)))

    def on_close(self) -> None:
        self.session.waiters.discard(self)


def _read(message: str | bytes) -> tuple[str, str]:
    """Command and address of a message; ("", "") where it is none."""
    if len(message) > LONGEST:
        return "", ""
    try:
        value = json.loads(message)
        command, url = value.get("command"), value.get("url", "")
        urlsplit(url)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return "", ""
    return str(command), str(url)


class ScriptHandler(LiveReloadJSHandler):  # type: ignore[misc] # livereload has no types
    """livereload.js, as the package has it."""

    def initialize(self, session: Session) -> None:
        del session  # the script is the same for all

    def prepare(self) -> None:
        if not is_local(self.request.host):
            raise HTTPError(403)
