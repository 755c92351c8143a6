"""content/ -> site/."""

from sitegen.builder.build import build
from sitegen.builder.options import BuildReport, Options

__all__ = ["BuildReport", "Options", "build"]
