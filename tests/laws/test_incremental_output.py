"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content, output and manifest, and of builds that are stopped."""

from laws.archive_machine import SETTINGS, Archive, Mishaps


class MishapsArchive(Archive, Mishaps):
    pass


TestMishaps = MishapsArchive.TestCase
TestMishaps.settings = SETTINGS
