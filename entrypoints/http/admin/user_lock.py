"""``POST /admin/users/{id}/lock`` and ``unlock``."""

import attrs

from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.unlock_user import UnlockUser, UnlockUserCommand
from domain.access.service_permission import ServicePermission
from domain.accounts.errors import CannotTargetSelf, LastStaffMember, StaleVersion
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.users import ReasonBody, UserBody


@attrs.frozen(eq=False, repr=False)
class UserLockHandlers:
    """Lock an account, and unlock it."""

    lock_user: LockUser
    unlock_user: UnlockUser

    @endpoint(
        operation_id="lock_user",
        summary="Shut a person out, at once and everywhere",
        requires=ServicePermission.USERS_WRITE,
        body=ReasonBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion, CannotTargetSelf, LastStaffMember),
    )
    async def lock(self, request: EndpointRequest[ReasonBody]) -> EndpointResponse:
        """Locks the account and returns it; its sessions end."""
        user = await self.lock_user(
            LockUserCommand(
                user_id=request.path["id"],
                by=request.principal.user.pk,
                reason=request.body.reason,
                expected=request.expected_versions,
            )
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @endpoint(
        operation_id="unlock_user",
        summary="Let a person in again",
        requires=ServicePermission.USERS_WRITE,
        body=ReasonBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion),
    )
    async def unlock(self, request: EndpointRequest[ReasonBody]) -> EndpointResponse:
        """Unlocks the account and returns it."""
        user = await self.unlock_user(
            UnlockUserCommand(
                user_id=request.path["id"],
                by=request.principal.user.pk,
                reason=request.body.reason,
                expected=request.expected_versions,
            )
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)
