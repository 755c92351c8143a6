"""Laws 1, 2, 4, 6 and 8, by random sequences of changes to content."""

from laws.archive_machine import SETTINGS, Archive

TestContent = Archive.TestCase
TestContent.settings = SETTINGS
