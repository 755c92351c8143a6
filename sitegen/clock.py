"""The day it is: read here alone, and passed on as an argument."""

import datetime as dt
import os

END = 253_402_300_800
"""Seconds to the end of the year 9999, beyond which there are no dates."""


def today() -> str:
    """The ISO day of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    given = epoch.isascii() and epoch.isdigit() and int(epoch) < END
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if given else dt.datetime.now(dt.UTC)
    return moment.date().isoformat()
