"""The data that accounts keep about people."""

from uuid import UUID

from application.personal_data import PersonalData, personal_rows
from application.ports.one_time_token_repository import OneTimeTokenRepository
from application.ports.unit_of_work import Repositories
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User
from domain.shared_kernel.filters import FilterOf


async def _account(work: Repositories, user_id: UUID) -> User:
    return await work.users.get_by_id(user_id)


def _links(work: Repositories) -> OneTimeTokenRepository:
    return work.one_time_tokens


def _links_of(user_id: UUID) -> FilterOf[OneTimeToken]:
    return OneTimeToken.user_id == user_id


ACCOUNT = PersonalData(
    name="account",
    entity=User,
    withheld={
        "password_hash": "a secret; that there is a password is shown",
        "token_version": "a counter of the service",
        "password_version": "a counter of the service",
    },
    read=_account,
)
"""The account goes last, by itself."""

LINKS = personal_rows(
    name="links",
    entity=OneTimeToken,
    withheld={"pk": "the link can be rebuilt from it", "user_id": "the id of the account, which is shown with it"},
    repository=_links,
    of_person=_links_of,
)
