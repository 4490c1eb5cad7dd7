import attrs

from domain.accounts.user import User
from domain.sessions.session import Session


@attrs.frozen
class Principal:
    """Who sends a request, proved by an access token against the stored session and account of this moment."""

    user: User
    session: Session
