from abc import abstractmethod
from typing import Protocol
from uuid import UUID


class JobQueue(Protocol):
    """Carries ids of jobs to the workers. It may lose or repeat an id: the row of the job is the truth."""

    @abstractmethod
    async def send(self, job_id: UUID) -> None:
        """Sends the id of one job. Raises ``ServiceUnavailableException`` if the broker does not answer."""
