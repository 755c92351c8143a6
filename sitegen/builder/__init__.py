"""content/ -> site/."""

from sitegen.builder.build import BuildReport, Options, build

__all__ = ["BuildReport", "Options", "build"]
