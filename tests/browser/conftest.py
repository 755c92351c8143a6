"""A built archive, a server that shows it under a sub-path, and Chromium."""

import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from archive import build_archive
from playwright.sync_api import Browser, sync_playwright
from tools import need, without

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word, and for what isn't there the site's own page, as Pages hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "deep" / "archive" / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Bears a browser that goes away in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of a small archive."""
    return build_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site on a server, two folders below its root."""
    web = tmp_path_factory.mktemp("web")
    shutil.copytree(site, web / "deep" / "archive")
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(web))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/deep/archive/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, ended with its module: Playwright's event loop must not be there for tests that run one of their own."""
    path = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=["served", "from-file"])
def start(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the site begins: on a server under a sub-path, and in a folder."""
    if request.param == "served":
        address: str = request.getfixturevalue("served")
        return address
    return site.as_uri() + "/"


@pytest.fixture(scope="session")
def axe() -> str:
    """Source of axe-core, which finds what keeps people out."""
    places = [Path(__file__).parent / "node_modules/axe-core/axe.min.js"]
    if named := os.environ.get("SITEGEN_AXE"):
        places.insert(0, Path(named))
    found = next((place for place in places if place.is_file()), None)
    return found.read_text(encoding="utf-8") if found else without("axe-core (npm install --no-package-lock in tests/browser)")
