"""sitegen: from a pile of newspaper articles to an archive on the web."""

__version__ = "0.1.0"
