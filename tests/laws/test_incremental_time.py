"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content while days pass, of previews, and of builds that run in other ways."""

from laws.archive_machine import SETTINGS, Archive
from laws.days import Days


class DaysArchive(Archive, Days):
    pass


TestDays = DaysArchive.TestCase
TestDays.settings = SETTINGS
