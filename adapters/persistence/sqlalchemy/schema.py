"""The schema that the migrations lead to: one table for each repository, and one for sessions."""

from sqlalchemy import MetaData

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.repositories import REPOSITORIES
from adapters.persistence.sqlalchemy.tables import NAMING_CONVENTION
from domain.sessions.session import Session
from domain.shared_kernel.entity import Entity

ENTITIES: tuple[type[Entity], ...] = (Session, *(repository.entity_type for repository in REPOSITORIES.values()))


def schema() -> MetaData:
    """Returns new metadata with the tables of all entities."""
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    for entity_type in ENTITIES:
        entity_table(entity_type).table.to_metadata(metadata)
    return metadata
