"""Laws 1, 2, 4, 6 and 8, by long random sequences of all that may happen, in a small archive and in one that needs workers."""

import random

import pytest
import site_kit

from laws.archive_machine import LARGE, LONG, Archive
from laws.archive_values import PEOPLE
from laws.days import Days
from laws.edits import Edits
from laws.looks import Looks
from laws.mishaps import Mishaps


class Everything(Archive, Edits, Looks, Mishaps, Days):
    pass


def many(count: int) -> dict[str, str]:
    """Articles of three decades; one person is in more of them than a page lists, and so is one place."""
    chance, found = random.Random(1969), {}
    for number in range(count):
        others = [f"Person {chance.randrange(60)}", f"Person {chance.randrange(60)}"]
        people = [PEOPLE[0], *others] if number % 3 else others
        words = f"Ann Lee met {others[0]} in Rome.\n\n{others[1]} said so, and {number} others did."
        found[f"content/articles/{1940 + number % 30}/n{number}.md"] = site_kit.article(
            f"Number {number}", words, date=str(1940 + number % 30), people=list(dict.fromkeys(people)), places=["Rome"], source="The Bee"
        )
    return found


class Large(Everything):
    more = many(400)


TestEverything = pytest.mark.long(Everything.TestCase)
TestEverything.settings = LONG

TestLarge = pytest.mark.long(Large.TestCase)
TestLarge.settings = LARGE
