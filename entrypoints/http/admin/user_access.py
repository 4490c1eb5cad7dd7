import attrs

from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.resend_invitation import ResendInvitation
from application.accounts.send_password_reset import SendPasswordReset
from application.accounts.unlock_user import UnlockUser, UnlockUserCommand
from domain.accounts.errors import CannotTargetSelf, LastStaffMember, StaleVersion
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.accounts import ReasonBody, UserBody


@attrs.frozen
class UserAccessHandlers:
    """Whether somebody may come in, and helping them to."""

    locking: LockUser
    unlocking: UnlockUser
    resetting: SendPasswordReset
    inviting_again: ResendInvitation

    @post(
        "/users/{id}/lock",
        operation_id="lock_user",
        summary="Shut a person out, at once and everywhere",
        body=ReasonBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion, CannotTargetSelf, LastStaffMember),
    )
    async def lock(self, request: EndpointRequest[ReasonBody]) -> EndpointResponse:
        user = await self.locking(
            LockUserCommand(
                user_id=request.path["id"],
                by=request.principal.user.pk,
                reason=request.body.reason,
                expected=request.expected_versions,
            )
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @post(
        "/users/{id}/unlock",
        operation_id="unlock_user",
        summary="Let a person in again",
        body=ReasonBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion),
    )
    async def unlock(self, request: EndpointRequest[ReasonBody]) -> EndpointResponse:
        user = await self.unlocking(
            UnlockUserCommand(
                user_id=request.path["id"],
                by=request.principal.user.pk,
                reason=request.body.reason,
                expected=request.expected_versions,
            )
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @post(
        "/users/{id}/send-password-reset",
        operation_id="send_password_reset",
        summary="Have a link mailed to a person by which they choose a new password",
        status=202,
        errors=(NotFoundException,),
    )
    async def send_password_reset(self, request: EndpointRequest[None]) -> EndpointResponse:
        await self.resetting(request.path["id"])
        return EndpointResponse()

    @post(
        "/users/{id}/resend-invitation",
        operation_id="resend_invitation",
        summary="Invite a person again who has not chosen a password yet",
        status=202,
        errors=(NotFoundException,),
    )
    async def resend_invitation(self, request: EndpointRequest[None]) -> EndpointResponse:
        await self.inviting_again(request.path["id"])
        return EndpointResponse()
