"""What the token store says to its database, made once."""

from sqlalchemy import Integer, bindparam, delete, select

from adapters.persistence.sqlalchemy.entity_table import EntityTable
from adapters.persistence.sqlalchemy.functions import DatabaseNow


class SessionStatements:
    """A row is the columns of a session and, of the same moment, the database's time."""

    def __init__(self, sessions: EntityTable) -> None:
        columns = sessions.table.c
        is_pk = sessions.pk == bindparam("pk_", type_=sessions.pk.type)
        row = sessions.select.add_columns(DatabaseNow())
        self.now = select(DatabaseNow())
        self.find = row.where(is_pk)
        self.of_user = row.where(columns.user_id == bindparam("user_id_")).order_by(sessions.pk.desc())
        self.remove = delete(sessions.table).where(is_pk)
        expired = columns.expires_at <= bindparam("now_")
        oldest = (
            select(sessions.pk).where(expired).order_by(columns.expires_at).limit(bindparam("limit_", type_=Integer()))
        )
        self.remove_expired = delete(sessions.table).where(sessions.pk.in_(oldest), expired)
