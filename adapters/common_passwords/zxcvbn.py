from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec

from application.ports.common_passwords import CommonPasswords
from domain.shared_kernel.text import casefolded


class ZxcvbnCommonPasswords(CommonPasswords):
    """The 30,000 passwords that zxcvbn counted most often in leaks. The list is read once a process, at its first
    use."""

    def __contains__(self, password: object) -> bool:
        return isinstance(password, str) and casefolded(password) in common_passwords()


@cache
def common_passwords() -> frozenset[str]:
    """Returns all of them, casefolded."""
    return frozenset(map(casefolded, _counted_passwords()))


def _counted_passwords() -> Sequence[str]:
    """Executes only the module that holds the list: importing the package would build its whole estimator, which takes
    four times as long and stays in memory."""
    package = _spec("zxcvbn", None)
    spec = _spec("zxcvbn.frequency_lists", package.submodule_search_locations)
    module = module_from_spec(spec)
    assert spec.loader is not None  # noqa: S101  # a module found in a folder has one
    spec.loader.exec_module(module)
    passwords: list[str] = module.FREQUENCY_LISTS["passwords"]
    return passwords


def _spec(name: str, folders: Sequence[str] | None) -> ModuleSpec:
    spec = PathFinder.find_spec(name, folders)
    if spec is None:
        raise ModuleNotFoundError(name)
    return spec
