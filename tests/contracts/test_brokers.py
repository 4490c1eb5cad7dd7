"""What every broker promises: ids that are sent arrive at a worker, wherever it is."""

from collections.abc import AsyncIterator, Callable
from queue import Queue
from time import monotonic
from uuid import UUID, uuid4

import dramatiq
import pytest
from dramatiq import Worker
from dramatiq.errors import DramatiqError

from adapters.job_queue.dramatiq import DramatiqJobQueue
from bootstrap.adapters.broker import BrokerClient
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.contracts import places
from tests.contracts.conformance import OpenedBroker
from tests.support.busyness import allowed

ACTOR, QUEUE = "arrive", "conformance"
ARRIVES_SECONDS = 30
ANSWERED_SECONDS = 10.0
VOLATILE = "it says that it is volatile: the web process is the worker"


def queue_of(client: BrokerClient) -> DramatiqJobQueue:
    return DramatiqJobQueue(client.dramatiq, ACTOR, QUEUE, (DramatiqError, *client.failures))


def declare(client: BrokerClient, act: Callable[[str], None]) -> None:
    dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, broker=client.dramatiq)(act)


async def arrived(sender: BrokerClient, receiver: BrokerClient, *job_ids: UUID) -> set[UUID]:
    """What a worker of the receiver gets of what is sent."""
    came: Queue[UUID] = Queue()
    for client in {id(each): each for each in (sender, receiver)}.values():
        declare(client, lambda job_id: came.put(UUID(job_id)))
    for job_id in job_ids:
        await queue_of(sender).send(job_id)
    worker = Worker(receiver.dramatiq, worker_threads=1, worker_timeout=100)
    worker.start()
    try:
        return {came.get(timeout=ARRIVES_SECONDS) for _ in job_ids}
    finally:
        worker.stop()


async def test_ids_that_are_sent_arrive_at_a_worker(opened_broker: OpenedBroker) -> None:
    sent = {uuid4() for _ in range(3)}
    opened_broker.client.probe()
    assert await arrived(opened_broker.client, opened_broker.client, *sent) == sent


async def test_ids_that_are_sent_arrive_at_a_worker_of_another_process(opened_broker: OpenedBroker) -> None:
    if opened_broker.is_volatile:
        pytest.skip(VOLATILE)
    sent = uuid4()
    assert await arrived(opened_broker.client, opened_broker.other, sent) == {sent}


@pytest.fixture(params=["gone", "silent"])
async def broker_away(request: pytest.FixtureRequest, opened_broker: OpenedBroker) -> AsyncIterator[BrokerClient]:
    """One whose server is away."""
    if opened_broker.is_volatile:
        pytest.skip(VOLATILE)
    if request.param == "silent" and opened_broker.place.silent is None:
        pytest.skip("it has no server that could keep silent")
    async with places.url_away(opened_broker.place, request.param) as url:
        client = places.made_broker(url)
        yield client
        client.dramatiq.close()


async def test_a_broker_that_is_away_says_so_in_good_time(broker_away: BrokerClient) -> None:
    declare(broker_away, print)
    began = monotonic()
    with pytest.raises(ServiceUnavailableException):
        await queue_of(broker_away).send(uuid4())
    with pytest.raises((DramatiqError, *broker_away.failures)):
        broker_away.probe()
    assert monotonic() - began < allowed(ANSWERED_SECONDS)
