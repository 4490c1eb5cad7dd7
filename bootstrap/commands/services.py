"""Assembles the services that the commands call."""

from application.accounts.services.record_event import RecordEvent
from bootstrap.containers.container import Container
from entrypoints.cli.demo.command import Demo


def demo(container: Container) -> Demo:
    """Assembles ``cortex demo``."""
    return Demo(container.sessions().fill_demo, container.clock(), container.translator().languages)


def record_event(container: Container) -> RecordEvent:
    """Returns what records an act on another system."""
    return container.accounts().services.record
