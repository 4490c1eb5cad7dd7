"""``/<platform>/me/factors`` and ``/<platform>/me/recovery-codes``."""

import attrs

from application.credentials.add_totp import AddTotp, AddTotpCommand
from application.credentials.list_factors import ListFactors
from application.credentials.remove_factor import RemoveFactor, RemoveFactorCommand
from application.credentials.renew_recovery_codes import RenewRecoveryCodes, RenewRecoveryCodesCommand
from application.sessions.confirm_factor import ConfirmFactor, ConfirmFactorCommand
from domain.accounts.errors import WrongPassword
from domain.credentials.errors import FactorLimit, FactorsLocked, InvalidCode, MfaRequiredForStaff
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.schemas.factors import (
    CodeBody,
    FactorList,
    NewTotpBody,
    PasswordAndCodeBody,
    RecoveryCodesBody,
    TotpBody,
)


@attrs.frozen(eq=False, repr=False)
class FactorHandlers:
    """Show, add, confirm and remove a person's own second factors."""

    list_factors: ListFactors
    add_totp: AddTotp
    confirm_factor: ConfirmFactor
    remove_factor: RemoveFactor
    renew_recovery_codes: RenewRecoveryCodes

    @endpoint(
        operation_id="list_my_factors_{platform}",
        summary="My second factors",
        answer=FactorList,
        before_enrolment=True,
    )
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns every second factor of the principal."""
        return EndpointResponse(FactorList.whole(await self.list_factors(request.principal.user.pk)))

    @endpoint(
        operation_id="add_totp_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Add an authenticator app, which has to be confirmed",
        body=TotpBody,
        answer=NewTotpBody,
        status=201,
        before_enrolment=True,
        errors=(WrongPassword, FactorLimit),
    )
    async def add(self, request: EndpointRequest[TotpBody]) -> EndpointResponse:
        """Returns the secret of a new factor, this once."""
        command = AddTotpCommand(
            user_id=request.principal.user.pk,
            session_id=request.principal.session.pk,
            label=request.body.label,
            password=request.body.password,
        )
        return EndpointResponse(NewTotpBody.of(await self.add_totp(command)))

    @endpoint(
        operation_id="confirm_factor_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Confirm a second factor by its first code, which ends every other session",
        body=CodeBody,
        answer=RecoveryCodesBody,
        before_enrolment=True,
        errors=(InvalidCode, FactorLimit, NotFoundException),
    )
    async def confirm(self, request: EndpointRequest[CodeBody]) -> EndpointResponse:
        """Makes the factor count, and returns recovery codes unless there are some."""
        command = ConfirmFactorCommand(
            principal=request.principal, factor_id=request.path["id"], code=request.body.code
        )
        codes = await self.confirm_factor(command)
        return EndpointResponse(RecoveryCodesBody(recovery_codes=None if codes is None else tuple(codes)))

    @endpoint(
        operation_id="remove_factor_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Remove a second factor",
        body=PasswordAndCodeBody,
        status=204,
        before_enrolment=True,
        errors=(WrongPassword, InvalidCode, FactorsLocked, MfaRequiredForStaff, NotFoundException),
    )
    async def remove(self, request: EndpointRequest[PasswordAndCodeBody]) -> EndpointResponse:
        """Removes the factor; with the last one the recovery codes go too."""
        command = RemoveFactorCommand(
            user_id=request.principal.user.pk,
            session_id=request.principal.session.pk,
            factor_id=request.path["id"],
            password=request.body.password,
            code=request.body.code,
        )
        await self.remove_factor(command)
        return EndpointResponse()

    @endpoint(
        operation_id="renew_recovery_codes_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Have new recovery codes; those of before are void",
        body=PasswordAndCodeBody,
        answer=RecoveryCodesBody,
        errors=(WrongPassword, InvalidCode, FactorsLocked),
    )
    async def renew(self, request: EndpointRequest[PasswordAndCodeBody]) -> EndpointResponse:
        """Returns ten new recovery codes, this once."""
        command = RenewRecoveryCodesCommand(
            user_id=request.principal.user.pk,
            session_id=request.principal.session.pk,
            password=request.body.password,
            code=request.body.code,
        )
        return EndpointResponse(RecoveryCodesBody(recovery_codes=tuple(await self.renew_recovery_codes(command))))
