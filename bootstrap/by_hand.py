"""The use cases without any entrypoint: for scripts, notebooks, and services that embed this one."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import known_settings, parse_settings
from bootstrap.domains.core import Core
from bootstrap.lifecycle import running
from bootstrap.settings.load import fault_of
from bootstrap.settings.settings import Settings
from bootstrap.settings.wrong_settings import SettingFault, WrongSettings
from domain.shared_kernel.messages import lazy_gettext as _

__all__ = ["Core", "use_cases"]

NO_SETTING = _("{name} is no setting: docs/reference/settings.md names them")


@asynccontextmanager
async def use_cases(**settings: object) -> AsyncIterator[Core]:
    """Opens the service for the block and yields the use cases of its domains, with the ports that they are made of.
    ``settings`` are named as in ``cortex.toml``; neither that file nor the environment is read. An SQLite database is
    migrated as well. Raises ``WrongSettings`` and ``CannotStart``."""
    container = Container(settings=_parsed(settings))
    async with running(container):
        yield container.core()


def _parsed(given: Mapping[str, object]) -> Settings:
    known = known_settings()
    unknown = [SettingFault(NO_SETTING.bind({"name": name})) for name in given if name not in known]
    settings, wrong = parse_settings(given)
    variables = {name: str(value) for name, value in given.items()}
    if faults := (*unknown, *(fault_of(declaration, variables) for declaration in wrong)):
        raise WrongSettings(faults)
    return settings
