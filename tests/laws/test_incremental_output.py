"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content, output and manifest, and of builds that are stopped or killed."""

from laws.archive_machine import SETTINGS, Archive
from laws.mishaps import Mishaps


class MishapsArchive(Archive, Mishaps):
    pass


TestMishaps = MishapsArchive.TestCase
TestMishaps.settings = SETTINGS
