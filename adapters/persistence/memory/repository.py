"""Repositories over what a process remembers."""

from typing import Generic, TypeVar

from adapters.persistence.memory.rows import MemoryRows
from adapters.persistence.memory.stage import Stage
from adapters.persistence.stored_repository import StoredRepository
from application.ports.job_repository import JobRepository
from application.ports.one_time_token_repository import OneTimeTokenRepository
from application.ports.user_repository import UserRepository
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.entity import Entity

T = TypeVar("T", bound=Entity)


class MemoryRepository(StoredRepository[T], Generic[T]):
    """The entities of one type, in memory."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, MemoryRows(stage, self.entity_type))


class MemoryUserRepository(MemoryRepository[User], UserRepository):
    """The accounts, in memory."""


class MemoryOneTimeTokenRepository(MemoryRepository[OneTimeToken], OneTimeTokenRepository):
    """What links in mails stand for, in memory."""


class MemoryJobRepository(MemoryRepository[StoredJob], JobRepository):
    """The jobs, in memory."""
