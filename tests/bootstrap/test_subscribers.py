from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest
from dependency_injector import providers

from application.ports.subscriber import Subscriber
from application.ports.unit_of_work import UnitOfWork
from bootstrap.containers.container import Container
from bootstrap.domains.domain import Domain
from bootstrap.lifecycle import running
from domain.shared_kernel.events import DomainEvent
from tests.support.app_harness import settings_for


@attrs.frozen(kw_only=True)
class BellRung(DomainEvent):
    event_name = "bell_rung"


@attrs.frozen
class Listener(Subscriber):
    heard: list[DomainEvent]

    async def __call__(self, work: UnitOfWork, events: Sequence[DomainEvent]) -> None:
        self.heard.extend(events)


@pytest.mark.parametrize("store", ["memory", "sqlite"])
async def test_a_subscriber_of_a_domain_has_the_events_of_every_unit(tmp_path: Path, store: str) -> None:
    heard: list[DomainEvent] = []
    container = Container(settings=settings_for(store, tmp_path))
    container.domains.override(
        providers.Object(
            [Domain(name="silent"), Domain(name="bells", subscribers=lambda _ports, _settings: [Listener(heard)])]
        )
    )
    rung = BellRung(at=datetime(2026, 1, 1, tzinfo=UTC))

    async with running(container), container.ports().begin() as work:
        work.record(rung)
        await work.commit()

    assert heard == [rung]
