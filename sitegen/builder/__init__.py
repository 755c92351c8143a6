"""content/ -> site/."""

from sitegen.builder.build import build
from sitegen.builder.options import BuildReport, Options
from sitegen.builder.verifying import verified

__all__ = ["BuildReport", "Options", "build", "verified"]
