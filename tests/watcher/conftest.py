"""A real preview of a small site."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import site_kit
from preview_kit import ARTICLE, Open, Running

from sitegen.config import Site
from sitegen.watcher import Event, Ready, serving
from sitegen.watcher.rebuilding import Outcome


@pytest.fixture
def preview(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a preview; every round of it is noted."""
    rounds: list[Outcome] = []
    real = serving.rebuild

    def noted(*args: Any) -> Outcome:
        rounds.append(real(*args))
        return rounds[-1]

    monkeypatch.setattr(serving, "rebuild", noted)

    @contextlib.asynccontextmanager
    async def open_preview(site: Site, importing: bool = False) -> AsyncIterator[Running]:
        events: list[Event] = []
        listening = serving.listen(0)
        preview = serving.Preview(site, listening, importing, events.append)
        running = Running(site, listening.getsockname()[1], events, rounds)
        task = asyncio.create_task(preview.run())
        try:
            await running.until(lambda: task.done() or any(isinstance(e, Ready) for e in events))
            yield running
        finally:
            await running.close()
            preview.end()
            await asyncio.wait_for(task, 30)
            listening.close()

    return open_preview


@pytest.fixture
def site(tmp_path: Path) -> Site:
    files = {ARTICLE: site_kit.article("One small step", "The first text."), "content/pages/about.md": site_kit.page("About", "Us.")}
    return site_kit.make_site(tmp_path, files)
