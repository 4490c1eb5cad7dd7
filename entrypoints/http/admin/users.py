import attrs

from application.accounts.get_user import GetUser
from application.accounts.list_users import ListUsers
from application.accounts.lock_user import Lock, LockUser
from application.accounts.unlock_user import Unlock, UnlockUser
from domain.accounts.errors import CannotTargetSelf, LastStaffMember, StaleVersion
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.call import Answer, Call, QueryCall
from entrypoints.http.cursors import Cursors
from entrypoints.http.endpoint import get, post
from entrypoints.http.schemas.accounts import ReasonBody, UserBody, UserList, UserQuery


@attrs.frozen
class UserHandlers:
    """Everybody's accounts, for staff."""

    listing: ListUsers
    getting: GetUser
    locking: LockUser
    unlocking: UnlockUser
    cursors: Cursors

    @get("/users", summary="Search accounts", query=UserQuery, answer=UserList)
    async def search(self, call: QueryCall[UserQuery]) -> Answer:
        query = call.query
        listed = await self.listing(query.search(), query.paging())
        return Answer(UserList.of(listed, UserBody.of, query.sort, self.cursors))

    @get("/users/{id}", summary="One account", answer=UserBody, etag=True, errors=(NotFoundException,))
    async def show(self, call: Call[None]) -> Answer:
        user = await self.getting(call.path["id"])
        return Answer(UserBody.of(user), etag=user.version)

    @post(
        "/users/{id}/lock",
        summary="Shut a person out, at once and everywhere",
        body=ReasonBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion, CannotTargetSelf, LastStaffMember),
    )
    async def lock(self, call: Call[ReasonBody]) -> Answer:
        user = await self.locking(
            Lock(
                user_id=call.path["id"],
                by=call.caller.user.pk,
                reason=call.body.reason,
                expected=call.expected_versions,
            )
        )
        return Answer(UserBody.of(user), etag=user.version)

    @post(
        "/users/{id}/unlock",
        summary="Let a person in again",
        body=ReasonBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion),
    )
    async def unlock(self, call: Call[ReasonBody]) -> Answer:
        user = await self.unlocking(
            Unlock(
                user_id=call.path["id"],
                by=call.caller.user.pk,
                reason=call.body.reason,
                expected=call.expected_versions,
            )
        )
        return Answer(UserBody.of(user), etag=user.version)
