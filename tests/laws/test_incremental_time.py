"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content while days pass, and of previews."""

from laws.archive_machine import SETTINGS, Archive, Days


class DaysArchive(Archive, Days):
    pass


TestDays = DaysArchive.TestCase
TestDays.settings = SETTINGS
