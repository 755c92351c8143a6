"""The day it is: read here alone, and passed on as an argument."""

import datetime as dt
import os


def today() -> str:
    """The ISO day of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() and len(epoch) < 12 else dt.datetime.now(dt.UTC)
    return moment.date().isoformat()
