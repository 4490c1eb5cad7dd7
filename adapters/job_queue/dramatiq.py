import asyncio
from uuid import UUID

import attrs
from dramatiq import Broker, Message
from dramatiq.errors import DramatiqError

from application.ports.job_queue import JobQueue
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen(eq=False, repr=False)
class DramatiqJobQueue(JobQueue):
    """Sends one message for each job to the actor of this name, from a thread, as brokers block."""

    broker: Broker
    actor_name: str
    queue_name: str
    failures: tuple[type[Exception], ...] = (DramatiqError,)
    """Exceptions that this broker raises if it does not answer."""

    async def send(self, job_id: UUID) -> None:
        message: Message[None] = Message(
            queue_name=self.queue_name, actor_name=self.actor_name, args=(str(job_id),), kwargs={}, options={}
        )
        try:
            await asyncio.to_thread(self.broker.enqueue, message)
        except self.failures as failure:
            raise ServiceUnavailableException from failure
