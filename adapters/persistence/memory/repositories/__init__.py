"""The repositories of a unit of work in memory, one a file: ``users.py`` defines ``work.users``."""

from adapters.persistence.memory.repository import MemoryRepository
from adapters.persistence.memory.stage import Stage
from adapters.persistence.repository_files import repositories_in
from application.ports.unit_of_work import Repositories

REPOSITORIES = repositories_in(__name__, __path__, MemoryRepository)


class MemoryRepositories(Repositories):
    """The repositories of one unit of work. ``stage`` lets further repositories join the same unit."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        vars(self).update({name: repository(stage) for name, repository in REPOSITORIES.items()})
