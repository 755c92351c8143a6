"""From saving an article to the reloaded page, in a real browser."""

import contextlib
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from sites import CONTENT


def save_to_reload(folder: Path, runs: int) -> float | None:
    """Milliseconds from the end of a save to a page that shows it, the median; None without Chromium."""
    browser_program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser_program:
        return None
    from playwright.sync_api import sync_playwright

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "serve", "--port", str(port)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    files = sorted((folder / CONTENT).iterdir())
    file = files[len(files) // 3]
    text = file.read_text("utf-8")
    times = []
    try:
        _wait(f"http://127.0.0.1:{port}/index.html")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_program, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/articles/{file.stem}.html")
            time.sleep(2)
            for run in range(runs):
                file.write_text(f"{text}\nSaved for the time number {run}.\n", "utf-8")
                start = time.perf_counter()
                page.wait_for_event("load")
                times.append((time.perf_counter() - start) * 1000)
                if f"Saved for the time number {run}." not in page.inner_text("body"):
                    raise SystemExit("the preview loaded an old page")
                time.sleep(2)
            browser.close()
    finally:
        file.write_text(text, "utf-8")
        server.terminate()
        server.wait()
    return statistics.median(times)


def _wait(address: str) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), urllib.request.urlopen(address):
            return
        time.sleep(0.1)
    raise SystemExit("the preview did not start")
