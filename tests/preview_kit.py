"""A real preview on a free port, and the plainest of clients."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen.config import Site
from sitegen.watcher import Event, Rebuilt, serving
from sitegen.watcher.rebuilding import Outcome

ARTICLE = "content/articles/1969/one.md"


class Running:
    """A preview under way, and what it told."""

    def __init__(self, site: Site, port: int, events: list[Event], rounds: list[Outcome]) -> None:
        self.site, self.port, self.events, self.rounds = site, port, events, rounds
        self.host = f"127.0.0.1:{port}"
        self.tabs: list[WebSocketClientConnection] = []

    async def get(self, path: str, host: str | None = None, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of an answer; the request is written by hand, so that it can be as bad as one likes."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host if host is None else host}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        answer = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        await writer.wait_closed()
        head, _, body = answer.decode("utf-8", "replace").partition("\r\n\r\n")
        first, *rest = head.split("\r\n")
        return int(first.split()[1]), body, {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}

    async def tab(self, page: str = "/") -> WebSocketClientConnection:
        """A browser's tab that loaded a page and listens."""
        await self.get(page)
        request = HTTPRequest(f"ws://{self.host}/livereload", headers={"Origin": f"http://{self.host}"})
        socket = await websocket_connect(request)
        self.tabs.append(socket)
        await socket.write_message(json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}))
        assert json.loads(str(await self.heard(socket)))["command"] == "hello"
        await socket.write_message(json.dumps({"command": "info", "url": f"http://{self.host}{page}", "plugins": {}}))
        return socket

    async def heard(self, socket: WebSocketClientConnection, seconds: float = 20) -> str | bytes | None:
        return await asyncio.wait_for(socket.read_message(), seconds)

    async def close(self) -> None:
        """Closes the tabs."""
        for tab in self.tabs:
            tab.close()
            while await self.heard(tab) is not None:
                pass

    async def until(self, true: Callable[[], Any], seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.01)

    def rebuilt(self) -> list[Rebuilt]:
        return [e for e in self.events if isinstance(e, Rebuilt)]

    async def calm(self) -> None:
        """Until the look after the last build is over too."""
        count = -1
        while count != len(self.rounds):
            count = len(self.rounds)
            await asyncio.sleep(serving.SETTLE + 0.4)


Open = Callable[..., contextlib.AbstractAsyncContextManager[Running]]
