"""The preview: one thread answers the browser, another builds, watchdog's hints wake them."""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from tornado.httpserver import HTTPServer
from tornado.web import Application

from sitegen.builder import Memory
from sitegen.config import Site
from sitegen.errors import Interrupted, PortTaken, Spot
from sitegen.progress import Progress, silent
from sitegen.watcher.changes import Snapshot, Watch, snapshot
from sitegen.watcher.events import Event, Imported, Noted, Ready, Rebuilt, Tell, Trouble
from sitegen.watcher.pages import PageHandler, StyleHandler
from sitegen.watcher.rebuilding import Outcome, lies_in, rebuild
from sitegen.watcher.reload import ReloadHandler, ScriptHandler
from sitegen.watcher.session import Session

QUIET = 0.04
"""Seconds without an event after which a save is taken to be done."""
LONGEST = 0.6
"""Seconds that events may go on before a build starts all the same."""
SETTLE = 1.0
"""Seconds after a build until the files are looked at once more, for events that were lost."""
RESCAN = 30.0
"""Seconds between such looks while nothing happens."""


def serve(site: Site, port: int, *, importing: bool = False, browser: bool = False, tell: Tell, progress: Progress = silent) -> None:
    """Builds the site, serves it on 127.0.0.1, and rebuilds what changes, until it is interrupted.

    Raises PortTaken, and Interrupted at the end: no thread or process of it is then left.
    """
    with listen(port) as listening:
        try:
            asyncio.run(_serve(site, listening, importing, browser, tell, progress))
        except KeyboardInterrupt:  # where the system has no signal handlers for loops
            raise Interrupted(Spot(), "stopped") from None
    raise Interrupted(Spot(), "stopped")


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1; port 0 takes any that is free. Raises PortTaken."""
    try:
        listening = socket.create_server(("127.0.0.1", port), backlog=128)
    except OSError as error:
        said = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used: {(error.strerror or '').lower()}"
        other = port + 1 if 1023 < port < 65535 else 8000
        raise PortTaken(Spot(), f"port {port} {said}", f"take another: sitegen serve --port {other}") from error
    listening.setblocking(False)
    return listening


async def _serve(site: Site, listening: socket.socket, importing: bool, browser: bool, tell: Tell, progress: Progress) -> None:
    preview = Preview(site, listening, importing, tell)
    with _ended_by_signals(preview.end):
        await preview.run(progress, browser)


@contextlib.contextmanager
def _ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt there
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, end)
    yield


class Preview:
    """A running preview. To be made where its event loop runs."""

    def __init__(self, site: Site, listening: socket.socket, importing: bool, tell: Tell) -> None:
        self._listening = listening
        self._importing = importing
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._session = Session(site, listening.getsockname()[1], tell)
        self._watch = Watch(self._call(self._changed), self._call(lambda text: tell(Noted(text))))
        self._worker = ThreadPoolExecutor(1, "sitegen-build")
        self._dirty: set[str] = set()
        self._woken = asyncio.Event()
        self._ending = threading.Event()
        self._files: Snapshot = {}
        self._memory = Memory()

    def _call(self, function: Callable[[str], None]) -> Callable[[str], None]:
        """The function, for other threads to call: it runs in the loop's."""

        def call(value: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(function, value)

        return call

    async def run(self, progress: Progress = silent, browser: bool = False) -> None:
        """Serves until :meth:`end` is called."""
        for name in ("tornado", "livereload"):
            logging.getLogger(name).addHandler(logging.NullHandler())  # what matters is told by us
        server = HTTPServer(_application(self._session))
        try:
            await self._round(self._importing, progress)
            if not self._ending.is_set():
                server.add_sockets([self._listening])
                self._tell(Ready(f"http://127.0.0.1:{self._session.port}/"))
                if browser:
                    webbrowser.open(f"http://127.0.0.1:{self._session.port}/")
                await self._keep_up()
        finally:
            self._ending.set()
            server.stop()
            for waiter in tuple(self._session.waiters):
                waiter.close()
            await server.close_all_connections()
            self._watch.stop()
            self._worker.shutdown(wait=True, cancel_futures=True)

    def end(self) -> None:
        """Lets the preview end: a build under way stops at its next step."""
        self._ending.set()
        self._woken.set()

    def _changed(self, path: str) -> None:
        self._dirty.add(path)
        self._woken.set()

    async def _keep_up(self) -> None:
        wait = SETTLE
        while True:
            hinted = await self._quiet(wait)
            if self._ending.is_set():
                return
            dirty, self._dirty = self._dirty, set()
            if not hinted:
                files = await self._loop.run_in_executor(self._worker, snapshot, self._session.site, self._importing)
                dirty = {path for path, _ in files.items() ^ self._files.items()}
            if dirty:
                clippings = self._session.site.root.absolute() / self._session.site.config.clippings
                await self._round(self._importing and any(lies_in(path, clippings) for path in dirty), silent)
            wait = SETTLE if dirty else RESCAN

    async def _quiet(self, wait: float) -> bool:
        """Waits for an event and then until they stop; False where none came in ``wait`` seconds."""
        if not await self._woken_within(wait):
            return False
        latest = self._loop.time() + LONGEST
        while self._loop.time() < latest and not self._ending.is_set() and await self._woken_within(QUIET):
            pass
        return True

    async def _woken_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except TimeoutError:
            return False
        self._woken.clear()
        return True

    async def _round(self, importing: bool, progress: Progress) -> None:
        """One build, and what it means to those who look."""

        def work() -> tuple[Snapshot, Outcome]:
            self._watch.follow(self._session.site, self._importing)  # first, so that what changes during the build is seen
            files = snapshot(self._session.site, self._importing)
            return files, rebuild(self._session.site, importing, self._stoppable(progress), self._memory)

        try:
            self._files, outcome = await self._loop.run_in_executor(self._worker, work)
        except Interrupted:
            return
        if outcome.fault is not None and outcome.fault.letter == "L":
            self._files = {}  # another build is running: the next look finds everything changed
        for event in self._take(outcome):
            self._tell(event)

    def _stoppable(self, progress: Progress) -> Progress:
        """So that a long build ends when the preview does."""

        def report(stage: str, done: int, total: int) -> None:
            if self._ending.is_set():
                raise Interrupted(Spot(), "stopped")
            progress(stage, done, total)

        return report

    def _take(self, outcome: Outcome) -> Iterator[Event]:
        """Shows an outcome to the browser, and gives what is to be told of it."""
        differs = outcome.trouble != self._session.trouble
        self._session.site, self._session.trouble = outcome.site, outcome.trouble
        if outcome.is_news or differs:
            self._session.reload()
        if outcome.imported is not None and (outcome.imported.written or differs):
            yield Imported(outcome.site, outcome.imported)
        if outcome.fault is not None and differs:
            yield Trouble(outcome.site, outcome.fault)
        if outcome.report is not None and (outcome.is_news or differs):
            yield Rebuilt(outcome.site, outcome.report)


def _application(session: Session) -> Application:
    given = {"session": session}
    return Application(
        [
            (r"/livereload", ReloadHandler, given),
            (r"/livereload\.js", ScriptHandler, given),
            (r"/livereload\.css", StyleHandler, given),
            (r"/(.*)", PageHandler, given),
        ],
        log_function=lambda handler: None,
        websocket_max_message_size=1 << 16,
    )
