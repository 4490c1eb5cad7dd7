import asyncio
from uuid import UUID

import attrs
from dramatiq import Broker, Message
from dramatiq.errors import DramatiqError

from application.ports.job_queue import JobQueue
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen
class DramatiqJobQueue(JobQueue):
    """One message a job, for the actor of this name. Brokers block, so they are spoken to from a thread."""

    broker: Broker
    actor_name: str
    queue_name: str
    failures: tuple[type[Exception], ...] = (DramatiqError,)
    """What this broker raises when it does not answer."""

    async def send(self, job_id: UUID) -> None:
        message: Message[None] = Message(
            queue_name=self.queue_name, actor_name=self.actor_name, args=(str(job_id),), kwargs={}, options={}
        )
        try:
            await asyncio.to_thread(self.broker.enqueue, message)
        except self.failures as failure:
            raise ServiceUnavailableException from failure
