"""content/ -> site/."""

from sitegen.builder.build import build
from sitegen.builder.manifest import Memory
from sitegen.builder.options import BuildReport, Options
from sitegen.builder.verifying import verified

__all__ = ["BuildReport", "Memory", "Options", "build", "verified"]
