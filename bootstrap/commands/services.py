"""Assembles the services that the commands call."""

from application.accounts.services.record_event import RecordEvent
from bootstrap.commands.command_runner import in_service, report_operator_errors
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.domains.core import Core
from entrypoints.cli.demo.command import Demo
from entrypoints.cli.keys.service import KeyService


def demo(container: Container) -> Demo:
    """Assembles ``cortex demo``."""
    return Demo(container.sessions().fill_demo, container.clock(), container.translator().languages)


def record_event(core: Core) -> RecordEvent:
    """Returns what records an act on another system."""
    return core.accounts.services.record


def open_keys() -> KeyService:
    """Returns the keys of the settings, whose changes are recorded in the service. Raises ``CommandFailed``."""
    with report_operator_errors():
        container = Container(settings=load_settings())
        return KeyService(container.key_ring(), in_service(record_event), container.clock())
