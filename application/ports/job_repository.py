from application.ports.repository import Repository
from domain.jobs.stored_job import StoredJob


class JobRepository(Repository[StoredJob]):
    """The jobs that wait, run, are done or failed for good."""
