"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content, templates, theme and settings."""

from laws.archive_machine import SETTINGS, Archive, Looks


class LooksArchive(Archive, Looks):
    pass


TestLooks = LooksArchive.TestCase
TestLooks.settings = SETTINGS
