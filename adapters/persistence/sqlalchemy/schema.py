"""The whole schema, which migrations lead to: one line for each entity."""

from sqlalchemy import MetaData

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.tables import NAMING_CONVENTION
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User
from domain.jobs.stored_job import StoredJob
from domain.sessions.session import Session

ENTITIES = (
    User,
    Session,
    OneTimeToken,
    StoredJob,
)


def schema() -> MetaData:
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    for entity_type in ENTITIES:
        entity_table(entity_type).table.to_metadata(metadata)
    return metadata
