"""Assembles the services that the commands call."""

from application.accounts.services.record_event import RecordEvent
from bootstrap.containers.container import Container
from bootstrap.domains.audit import audit
from entrypoints.cli.audit.service import AuditService
from entrypoints.cli.demo.command import Demo


def audit_service(container: Container) -> AuditService:
    """Assembles ``cortex audit``."""
    use_cases = audit(container.ports())
    return AuditService(
        use_cases.list_entries,
        use_cases.verify,
        use_cases.issue_checkpoint,
        use_cases.export,
        container.http_kit().context,
    )


def demo(container: Container) -> Demo:
    """Assembles ``cortex demo``."""
    return Demo(container.sessions().fill_demo, container.clock())


def record_event(container: Container) -> RecordEvent:
    """Returns what records an act on another system."""
    return container.accounts().services.record
