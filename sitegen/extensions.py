"""Extension points: functions that a site's settings name, from a file of its own or from an installed package.

``pages.py:by_tag`` is a function in a file below the site's folder, ``package.module:function`` one that can be imported,
and a plain name an entry point of the group ``sitegen.KIND`` of an installed package. Nothing registers itself.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sitegen.digest import digest
from sitegen.errors import ConfigFault, Spot, Unreadable, did_you_mean
from sitegen.files import read_bytes

FILE = "sitegen.yaml"


def extension(kind: str, name: str, root: Path, built_in: Iterable[str] = ()) -> Callable[..., Any]:
    """The function that a setting names. Raises ConfigFault where there is none, or its module fails.

    ``kind`` is ``pages``, ``exporters``, ``themes``, ``engines`` or ``recognizers``; ``built_in`` names those that come with sitegen.
    """
    place, _, function = name.partition(":")
    try:
        if place.endswith(".py"):
            found = getattr(_module(root / place), function)
        elif function:
            found = getattr(importlib.import_module(place), function)
        else:
            found = installed(kind, name)
            if found is None:
                raise ConfigFault(Spot(FILE), f"{kind}: no {name!r}", did_you_mean(name, built_in))
    except (ConfigFault, Unreadable):
        raise
    except Exception as error:  # a module is a program of the user's: whatever it raises is its fault
        said = str(error) if isinstance(error, ImportError) else f"{type(error).__name__}: {error}"
        if isinstance(error, AttributeError):
            said = f"it has no {function!r}"
        raise ConfigFault(Spot(FILE), f"{kind}: {name!r} can't be loaded: {said}", "see 'Extending' in the README") from error
    if not callable(found):
        raise ConfigFault(Spot(FILE), f"{kind}: {name!r} is no function", "see 'Extending' in the README")
    return found  # type: ignore[no-any-return]


def installed(kind: str, name: str) -> Callable[..., Any] | None:
    """The function that an installed package offers under this name; None where none does."""
    from importlib.metadata import entry_points

    found = next(iter(entry_points(group=f"sitegen.{kind}", name=name)), None)
    return found.load() if found else None


def fingerprint(name: str, root: Path) -> bytes:
    """Digest of what an extension is made of, so that another version of it makes its pages anew."""
    place, _, function = name.partition(":")
    if place.endswith(".py"):
        return digest(read_bytes(root / place)) if (root / place).is_file() else b""
    if not function:
        from importlib.metadata import entry_points

        found = [(point.value, point.dist.version if point.dist else "") for point in entry_points(name=name)]
        return digest(repr(sorted(found)).encode())
    spec = importlib.util.find_spec(place)
    return digest(read_bytes(spec.origin)) if spec and spec.origin else b""


def _module(file: Path) -> Any:
    if not file.is_file():
        raise ConfigFault(Spot(FILE), f"no such file: {file}", "name it from the site's folder")
    spec = importlib.util.spec_from_file_location(f"sitegen_extension_{digest(str(file).encode()).hex()}", file)
    if spec is None or spec.loader is None:
        raise ConfigFault(Spot(FILE), f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
