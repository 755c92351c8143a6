import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import site_kit
from preview_kit import ARTICLE, Open, Running
from tools import need

from sitegen.config import Site
from sitegen.errors import PortTaken
from sitegen.watcher import Imported, Trouble, serving

PAGE = "/articles/1969/one.html"
CLIPPING = "A headline of its own\n\nThe first paragraph says enough to be one.\n\nAnd so does the second paragraph here.\n"


def test_pages_are_served_with_the_script_and_files_as_they_are(site: Site, preview: Open) -> None:
    async def story() -> None:
        async with preview(site) as running:
            status, text, headers = await running.get("/")
            assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert f'<script src="/livereload.js?port={running.port}"></script>' in text
            assert "livereload" not in (site.output / "index.html").read_text()
            assert (await running.get(PAGE + "?livereload=123"))[0] == 200
            assert (await running.get("/livereload.js"))[2]["content-type"].endswith("javascript")
            assert (await running.get("/feed.atom"))[2]["content-type"] == "application/atom+xml"
            assert (await running.get("/", method="HEAD"))[:2] == (200, "")
            status, text, _ = await running.get("/nowhere.html")
            assert status == 404
            assert "livereload.js" in text

    asyncio.run(story())


def test_the_site_stands_below_the_path_of_its_address_too(tmp_path: Path, preview: Open) -> None:
    site = site_kit.make_site(tmp_path, {ARTICLE: site_kit.article()}, "site_url: https://a.org/x/y/\n")

    async def story() -> None:
        async with preview(site) as running:
            for path in ("/", "/x/y/", "/x/y/articles.html", "/articles.html"):
                assert (await running.get(path))[0] == 200
            assert (await running.get("/x/articles.html"))[0] == 404

    asyncio.run(story())


@pytest.mark.parametrize("host", ["evil.com", "[", "127.0.0.1.evil.com", "", "a b", "localhost:99999999"])
def test_another_host_gets_nothing_and_the_server_lives(site: Site, preview: Open, host: str) -> None:
    """W11."""

    async def story() -> None:
        async with preview(site) as running:
            for path in ("/", "/livereload.js", "/livereload.css", "/livereload", "/nowhere"):
                status, text, _ = await running.get(path, host=host)
                assert status in (400, 403)
                assert "One small step" not in text
            assert (await running.get("/", host=f"localhost:{running.port}"))[0] == 200

    asyncio.run(story())


def test_nobody_else_can_make_our_tabs_reload(site: Site, preview: Open) -> None:
    """W13."""

    async def story() -> None:
        async with preview(site) as running:
            tab = await running.tab()
            for path in ("/forcereload", "/forcereload?path=*"):
                assert (await running.get(path, Origin="http://evil.com"))[0] == 404
            for origin in ("http://evil.com", "null", "http://[", f"http://127.0.0.1.evil.com:{running.port}", "http://localhost:1"):
                asked = {"Upgrade": "websocket", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "eA==", "Origin": origin}
                assert (await running.get("/livereload", **asked))[0] == 403
            with pytest.raises(TimeoutError):
                await running.heard(tab, 0.3)

    asyncio.run(story())


def test_the_socket_bears_anything(site: Site, preview: Open) -> None:
    async def story() -> None:
        async with preview(site) as running:
            tab = await running.tab()
            for message in (
                "",
                "x",
                "[]",
                "null",
                '"x"',
                "{}",
                '{"command": 5}',
                '{"command": "info", "url": 5}',
                '{"command":"info","url":"http://["}',
                "[" * 4000,
                "9" * 60_000,
                b"\xff\x00",
            ):
                await tab.write_message(message, binary=isinstance(message, bytes))
            await tab.write_message('{"command": "hello"}')
            assert "hello" in str(await running.heard(tab))

    asyncio.run(story())


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/../sitegen.yaml",
        "/%2e%2e/sitegen.yaml",
        "/..%2fsitegen.yaml",
        "/link.html",
        "/folder/passwd",
        "/.nojekyll",
        "//etc/passwd",
        "/a%00b",
        "/articles",
        "/pipe",
        "/..\\sitegen.yaml",
        "/%ff",
    ],
)
def test_hidden_files_links_and_what_lies_outside_are_not_served(site: Site, preview: Open, path: str) -> None:
    """W15."""
    site_kit.build_in(site.root)
    site_kit.put(site.output, {".git/config": "secret", ".env": "secret"})
    (site.root / "outside.html").write_text("secret")
    (site.output / "link.html").symlink_to(site.root / "outside.html")
    (site.output / "folder").symlink_to("/etc")
    os.mkfifo(site.output / "pipe")

    async def story() -> None:
        async with preview(site) as running:
            status, text, _ = await running.get(path)
            assert status in (400, 404)
            assert "secret" not in text
            assert "root:" not in text

    asyncio.run(story())


def by_vim(file: Path) -> None:
    subprocess.run(
        [need("vim"), "-es", "-u", "NONE", "-c", "set backup writebackup swapfile", "-c", "%s/first/second/", "-c", "x", str(file)],
        check=True,
    )


def in_place(file: Path) -> None:
    """As VS Code saves: truncated, then written."""
    text = file.read_text().replace("first", "second")
    with open(file, "w") as handle:
        handle.flush()
        handle.write(text)


def by_sed(file: Path) -> None:
    subprocess.run([need("sed"), "-i", "s/first/second/", str(file)], check=True)


def moved_in(file: Path) -> None:
    new = file.parents[4] / "new.md"
    new.write_text(file.read_text().replace("first", "second"))
    os.replace(new, file)


def by_rsync(file: Path) -> None:
    """As rsync does it: a hidden file beside, its times set, renamed."""
    new = file.with_name(f".{file.name}.Xa1b2C")
    new.write_text(file.read_text().replace("first", "second"))
    os.utime(new, (1, 1))
    os.replace(new, file)


@pytest.mark.parametrize("save", [by_vim, in_place, by_sed, moved_in, by_rsync])
def test_a_save_is_one_rebuild(site: Site, preview: Open, save: Callable[[Path], None]) -> None:
    """W01, W09: and the build's own files start none."""

    async def story() -> None:
        async with preview(site) as running:
            await running.calm()
            rounds = len(running.rounds)
            tab = await running.tab(PAGE)
            await asyncio.to_thread(save, site.root / ARTICLE)
            started = time.perf_counter()
            assert '"reload"' in str(await running.heard(tab))
            print(f"reload after {time.perf_counter() - started:.3f} s")
            assert "The second text." in (await running.get(PAGE))[1]
            await running.calm()
            assert len(running.rounds) == rounds + 1
            assert len(running.rebuilt()) == 2
            with pytest.raises(TimeoutError):
                await running.heard(tab, 0.1)

    asyncio.run(story())


def test_a_half_written_file_shows_its_fault_and_the_rest_of_it_mends_it(site: Site, preview: Open) -> None:
    """W03."""
    text = (site.root / ARTICLE).read_text().replace("first", "second")

    async def story() -> None:
        async with preview(site) as running:
            await running.calm()
            tab = await running.tab(PAGE)
            (site.root / ARTICLE).write_text(text[:15])
            await running.heard(tab)
            page = (await running.get(PAGE))[1]
            assert "no closing ---" in page
            assert ARTICLE in page
            assert "The first text." in page, "the last good page stays up"
            (site.root / ARTICLE).write_text(text)
            await running.heard(tab)
            page = (await running.get(PAGE))[1]
            assert "The second text." in page
            assert "sitegen-trouble" not in page

    asyncio.run(story())


@pytest.mark.parametrize(
    ("file", "broken", "said"),
    [("themes/plain/templates/page.html", "{{ nowhere.at_all }}", "nowhere"), ("sitegen.yaml", "titel: x\n", "unknown key")],
)
def test_what_breaks_the_site_shows_in_the_browser_and_the_next_save_mends_it(
    site: Site, preview: Open, file: str, broken: str, said: str
) -> None:
    good = (site.root / file).read_text()

    async def story() -> None:
        async with preview(site) as running:
            await running.calm()
            before = site_kit.tree(site.output)
            tab = await running.tab("/about.html")
            (site.root / file).write_text(broken)
            await running.heard(tab)
            page = (await running.get("/about.html"))[1]
            assert 'role="alert"' in page
            assert said in page
            assert "Us." in page
            assert site_kit.tree(site.output) == before
            assert [e for e in running.events if isinstance(e, Trouble)]
            (site.root / file).write_text(good)
            await running.heard(tab)
            assert 'role="alert"' not in (await running.get("/about.html"))[1]

    asyncio.run(story())


def test_a_site_that_never_was_built_shows_why(tmp_path: Path, preview: Open) -> None:
    site = site_kit.make_site(tmp_path, {})
    shutil.rmtree(site.content)

    async def story() -> None:
        async with preview(site) as running:
            status, text, _ = await running.get("/")
            assert status == 404
            assert "no such folder" in text
            tab = await running.tab()
            site_kit.put(site.root, {ARTICLE: site_kit.article("Now it is")})
            await running.heard(tab)
            status, text, _ = await running.get("/")
            assert status == 200
            assert "Now it is" in text

    asyncio.run(story())


def test_folders_that_come_later_are_watched(site: Site, preview: Open) -> None:
    async def story() -> None:
        async with preview(site) as running:
            await running.calm()
            tab = await running.tab("/about.html")
            site_kit.put(site.root, {"templates/page.html": "<p>mine"})
            await running.heard(tab)
            assert "<p>mine" in (await running.get("/about.html"))[1]
            site_kit.put(site.root, {"templates/page.html": "<p>thine"})
            await running.heard(tab)
            assert "<p>thine" in (await running.get("/about.html"))[1]

    asyncio.run(story())


def test_a_tab_that_missed_the_reload_gets_it_when_it_calls(site: Site, preview: Open) -> None:
    async def story() -> None:
        async with preview(site) as running:
            tab = await running.tab(PAGE)
            await running.until(lambda: len(running.rebuilt()) == 1)
            (site.root / ARTICLE).write_text(site_kit.article("Two"))
            await running.until(lambda: len(running.rebuilt()) == 2)
            await tab.write_message(f'{{"command": "info", "url": "http://{running.host}{PAGE}"}}')
            assert '"reload"' in str(await running.heard(tab))

    asyncio.run(story())


def test_a_request_during_a_build_gets_a_whole_page(site: Site, preview: Open) -> None:
    """W17."""
    texts = ["A" * 300_000, "B" * 300_000]

    async def story() -> None:
        async with preview(site) as running:
            seen: set[str] = set()
            for number in range(2000):
                if number % 40 == 0:
                    (site.root / ARTICLE).write_text(site_kit.article("One", texts[number // 40 % 2]))
                status, page, headers = await running.get(PAGE)
                assert status == 200
                assert len(page.encode()) == int(headers["content-length"])
                assert page.rstrip().endswith("</html>")
                found = [t for t in (*texts, "The first text.") if t in page]
                assert len(found) == 1
                seen.update(found)
                if len(seen) == 3:
                    return
            pytest.fail(f"only {len(seen)} of three versions were seen")

    asyncio.run(story())


def test_another_build_is_waited_for(site: Site, preview: Open) -> None:
    async def story(running: Running) -> None:
        await running.calm()
        holder = (
            "import sys; from pathlib import Path; from sitegen.files import locked\n"
            "with locked(Path(sys.argv[1])): print(1, flush=True); sys.stdin.read()"
        )
        with subprocess.Popen([sys.executable, "-c", holder, str(site.state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout
            other.stdout.readline()
            (site.root / ARTICLE).write_text(site_kit.article("Two"))
            await running.until(lambda: any(isinstance(e, Trouble) for e in running.events))
            other.communicate()
        await running.until(lambda: "Two" in (site.output / PAGE[1:]).read_text())

    async def whole() -> None:
        async with preview(site) as running:
            await story(running)

    asyncio.run(whole())


def test_what_is_dropped_into_clippings_is_imported_and_shown(tmp_path: Path, preview: Open) -> None:
    site = site_kit.make_site(tmp_path, {"clippings/old.txt": CLIPPING}, "title: x\nrecognizer: rules\n")

    async def story() -> None:
        async with preview(site, importing=True) as running:
            await running.calm()
            assert "A headline of its own" in (await running.get("/articles.html"))[1]
            tab = await running.tab("/articles.html")
            site_kit.put(site.root, {"clippings/more/new.txt": CLIPPING.replace("headline", "banner")})
            await running.heard(tab)
            assert "A banner of its own" in (await running.get("/articles.html"))[1]
            site_kit.put(site.root, {"clippings/empty.txt": ""})
            await running.heard(tab)
            assert "clippings/empty.txt" in (await running.get("/"))[1], "a refusal shows in the browser"
            imports = [e.report for e in running.events if isinstance(e, Imported)]
            assert [(r.written, r.refused) for r in imports] == [(1, 0), (1, 0), (0, 1)]

    asyncio.run(story())


def test_clippings_are_left_alone_unless_asked(tmp_path: Path, preview: Open) -> None:
    site = site_kit.make_site(tmp_path, {"clippings/old.txt": CLIPPING})

    async def story() -> None:
        async with preview(site) as running:
            assert "headline" not in (await running.get("/articles.html"))[1]

    asyncio.run(story())
    assert not (site.content / "imports").exists()


def test_a_port_in_use_is_a_fault_that_names_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} is in use") as caught:
            serving.listen(port)
    assert f"--port {port + 1}" in caught.value.hint


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_one_line_and_nothing_left_behind(site: Site, number: signal.Signals) -> None:
    """B61."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sitegen", "--root", str(site.root), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines = [process.stderr.readline()]
        while "serving at" not in lines[-1]:
            assert lines[-1], lines
            lines.append(process.stderr.readline())
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "sitegen: stopped\n")
    with pytest.raises(ConnectionError), socket.create_connection(("127.0.0.1", port), 1):
        pass


def test_no_thread_is_left(site: Site, preview: Open) -> None:
    async def story() -> None:
        async with preview(site):
            pass

    asyncio.run(story())
    assert not [
        t.name for t in threading.enumerate() if "sitegen" in t.name or "bserver" in type(t).__name__ or "mitter" in type(t).__name__
    ]
