from contextvars import Context
from uuid import UUID

from application.request_context import get_session_id, get_user_id, set_principal

USER, SESSION = UUID(int=1), UUID(int=2)


def test_the_principal_of_a_request_is_its_user_and_its_session() -> None:
    def request() -> tuple[UUID | None, UUID | None]:
        set_principal(USER, SESSION)
        return get_user_id(), get_session_id()

    assert Context().run(request) == (USER, SESSION)
    assert (get_user_id(), get_session_id()) == (None, None)
