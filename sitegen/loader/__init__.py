"""Loader: a clipping to an article."""
