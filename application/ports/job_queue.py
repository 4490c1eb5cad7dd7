from abc import abstractmethod
from typing import Protocol
from uuid import UUID


class JobQueue(Protocol):
    """Carries the ids of jobs to whoever runs them. It may lose or repeat one: the row of the job is the truth."""

    @abstractmethod
    async def send(self, job_id: UUID) -> None:
        """Raises ``ServiceUnavailableException`` when the broker does not answer."""
