"""What a unit of work over memory reaches: one line for each repository."""

from adapters.persistence.memory.repository import (
    MemoryJobRepository,
    MemoryOneTimeTokenRepository,
    MemoryUserRepository,
)
from adapters.persistence.memory.stage import Stage
from application.ports.unit_of_work import Repositories


class MemoryRepositories(Repositories):
    """``stage`` is for further repositories of the same unit."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.users = MemoryUserRepository(stage)
        self.one_time_tokens = MemoryOneTimeTokenRepository(stage)
        self.jobs = MemoryJobRepository(stage)
