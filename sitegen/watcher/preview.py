"""What the preview does to a page on its way to the browser; the file on the disk stays as it was built."""

import re
from html import escape, unescape

SCRIPT = "/livereload.js"
STYLE = "/livereload.css"
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Hosts that a preview answers to: any other is a page of somebody's that points its name here (DNS rebinding)."""

BANNER = b"""\
.sitegen-trouble { position: fixed; z-index: 2147483647; inset: auto 0 0 0; max-height: 60vh; overflow: auto; margin: 0;
  padding: 1rem 1.25rem; background: #7a1212; color: #fff; font: 14px/1.5 ui-monospace, monospace; border-top: 4px solid #ffb4a8; }
.sitegen-trouble pre { margin: 0; padding: 0; background: none; color: inherit; font: inherit; white-space: pre-wrap;
  overflow-wrap: anywhere; border: 0; }
.sitegen-trouble strong { display: block; margin-bottom: .5rem; font: bold 15px/1.4 system-ui, sans-serif; }
@media print { .sitegen-trouble { display: none; } }
"""

_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?\Z")
_META = re.compile(r"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"(\bcontent\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HEAD = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY = re.compile(r"</body\s*>", re.IGNORECASE)


def is_local(host: str) -> bool:
    """Whether a Host header names this machine itself."""
    match = _HOST.match(host.lower())
    return bool(match) and match[1] in LOCAL  # type: ignore[index]


def previewed(page: str, host: str, port: int, trouble: str) -> str:
    """A page with the script that reloads it, a policy that lets that run, and a banner where the last build failed."""
    page = _META.sub(lambda meta: _CONTENT.sub(lambda m: _allowed(m, host), meta[0], count=1), page)
    if trouble:
        page = _before(page, _HEAD.search(page), f'<link rel="stylesheet" href="{STYLE}">')
    last = None
    for last in _BODY.finditer(page):  # noqa: B007 - the last one is the page's own
        pass
    return _before(page, last, banner(trouble) + f'<script src="{SCRIPT}?port={port}"></script>')


def _before(page: str, match: re.Match[str] | None, addition: str) -> str:
    at = match.start() if match else len(page)
    return page[:at] + addition + page[at:]


def banner(trouble: str) -> str:
    """The element that shows what is wrong; "" where nothing is."""
    if not trouble:
        return ""
    said = "This is the last good page: the newest change can't be shown."
    return f'<aside class="sitegen-trouble" role="alert"><strong>{said}</strong><pre>{escape(trouble)}</pre></aside>'


def bare_page(title: str) -> str:
    """A page for where the site has none to show."""
    name = escape(title)
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title></head><body><h1>{name}</h1></body></html>'


def _allowed(match: re.Match[str], host: str) -> str:
    policy = unescape(match[2] if match[2] is not None else match[3])
    return match[1] + '"' + escape(allow_reload(policy, host)) + '"'


def allow_reload(policy: str, host: str) -> str:
    """A Content-Security-Policy that also lets our script and style run and connect to this server."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *values = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), values)  # of two of one name, browsers take the first
    default = directives.get("default-src")
    for name, wanted in (("script-src", ["'self'"]), ("style-src", ["'self'"]), ("connect-src", ["'self'", f"ws://{host}"])):
        now = directives.get(name, default)
        if now is None:
            continue  # nothing forbids it
        kept = [v for v in now if v.lower() != "'none'"]
        directives[name] = kept + [w for w in wanted if w not in kept]
    return "; ".join(" ".join([name, *values]) for name, values in directives.items())
