"""Laws 1, 2, 4, 6 and 8, by random sequences of small edits, one file at a time."""

from laws.archive_machine import SETTINGS, Archive
from laws.edits import Edits


class EditsArchive(Archive, Edits):
    pass


TestEdits = EditsArchive.TestCase
TestEdits.settings = SETTINGS
