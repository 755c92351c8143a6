"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content, templates, themes and settings."""

from laws.archive_machine import SETTINGS, Archive
from laws.looks import Looks


class LooksArchive(Archive, Looks):
    pass


TestLooks = LooksArchive.TestCase
TestLooks.settings = SETTINGS
