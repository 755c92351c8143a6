"""The formats that clippings come in: a file each, and the registry (``registry.py``) that tells them by their content."""
