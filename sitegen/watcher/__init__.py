"""change -> build -> browser: the live preview."""

from sitegen.watcher.events import Event, Imported, Noted, Ready, Rebuilt, Trouble
from sitegen.watcher.serving import serve

__all__ = ["Event", "Imported", "Noted", "Ready", "Rebuilt", "Trouble", "serve"]
