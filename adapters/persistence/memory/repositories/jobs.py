from adapters.persistence.memory.repository import MemoryRepository
from application.ports.job_repository import JobRepository
from domain.jobs.stored_job import StoredJob


class MemoryJobRepository(MemoryRepository[StoredJob], JobRepository):
    """The jobs, in memory."""
