"""The rules by which a clipping's lines are told: a file a subject, a table of all (``table.py``)."""
