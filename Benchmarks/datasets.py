"""Where the benchmark files are kept, and which there are."""

import os
from pathlib import Path

FILES = {
    "mixed": "mixed.rdb",
    "mixed2": "mixed2.rdb",
    "small": "small.rdb",
    "blob": "blob.rdb",
    "log": "log.aof",
}

# The same data as another set, its keys in another order.
OTHER_ORDERS = {"mixed": "mixed2"}


def cache_directory() -> Path:
    """The directory of the benchmark files; it need not exist yet."""
    own = os.environ.get("RDBKIT_CACHE")
    if own:
        return Path(own) / "rdbkit" / "bench"
    # A relative or empty XDG_CACHE_HOME is to be ignored, says its specification.
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if os.path.isabs(base) else Path.home() / ".cache"
    return root / "rdbkit" / "bench"


def data_path(name: str) -> Path:
    return cache_directory() / FILES[name]
