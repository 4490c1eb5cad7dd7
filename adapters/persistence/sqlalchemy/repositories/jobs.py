from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.job_repository import JobRepository
from domain.jobs.stored_job import StoredJob


class SqlAlchemyJobRepository(SqlAlchemyRepository[StoredJob], JobRepository):
    """The jobs, in the table ``stored_jobs``."""
