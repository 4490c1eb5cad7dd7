"""The frozen names of domains beside those of every service, found in files ``frozen_<domain>.py`` of this folder."""

from importlib import import_module
from pkgutil import iter_modules

from tests import foundation

_OTHERS = {"frozen_names", "frozen_domains"}


def frozen_of_domains(name: str) -> frozenset[str]:
    """Returns the union of the sets of this name."""
    files = [file.name for file in iter_modules(foundation.__path__) if file.name.startswith("frozen_")]
    modules = [import_module(f"{foundation.__name__}.{file}") for file in files if file not in _OTHERS]
    return frozenset().union(*(getattr(module, name, ()) for module in modules))
