import attrs

from domain.accounts.user import User
from domain.sessions.session import Session


@attrs.frozen
class Principal:
    """The authenticated user of a request and their session, as stored at this moment."""

    user: User
    session: Session
