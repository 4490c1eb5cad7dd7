"""The statements of the token store, built once."""

from sqlalchemy import Integer, bindparam, delete, func, select

from adapters.persistence.sqlalchemy.entity_table import EntityTable
from adapters.persistence.sqlalchemy.functions import DatabaseNow


class SessionStatements:
    """Selected rows hold the columns of a session and the database's time at that moment."""

    def __init__(self, sessions: EntityTable) -> None:
        columns = sessions.table.c
        is_pk = sessions.pk == bindparam("pk_", type_=sessions.pk.type)
        row = sessions.select.add_columns(DatabaseNow())
        self.now = select(DatabaseNow())
        of_user = columns.user_id == bindparam("user_id_")
        beyond = sessions.pk > bindparam("after_", type_=sessions.pk.type)
        self.first_page_of_user = row.where(of_user).order_by(sessions.pk).limit(bindparam("limit_", type_=Integer()))
        self.page_for_user = self.first_page_of_user.where(beyond)
        self.count_for_user = select(func.count()).select_from(sessions.table).where(of_user)
        self.remove = delete(sessions.table).where(is_pk)
        some = bindparam("pks_", type_=sessions.pk.type, expanding=True)
        self.remove_many = delete(sessions.table).where(sessions.pk.in_(some))
        expired = columns.expires_at <= bindparam("now_")
        oldest = (
            select(sessions.pk).where(expired).order_by(columns.expires_at).limit(bindparam("limit_", type_=Integer()))
        )
        self.remove_expired = delete(sessions.table).where(sessions.pk.in_(oldest), expired)
