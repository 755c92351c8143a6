"""Loader: clippings to articles, every line accounted for and every edit of a human's kept."""

VERSION = "1"
"""Of the rules: raised when they read a clipping otherwise, so that import reads all of them again."""
