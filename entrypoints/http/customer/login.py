"""``POST /customer/auth/login``."""

import attrs

from domain.accounts.errors import AccountLocked, EmailNotVerified, InvalidCredentials
from domain.credentials.errors import MfaRequired
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.http.shared.login import LOGIN_HOOKS, Login
from entrypoints.schemas.sessions import LoginBody, TokenPairBody


@attrs.frozen(eq=False, repr=False)
class CustomerLoginHandler:
    """Signs a customer in."""

    login: Login

    @endpoint(
        operation_id="login_customer",
        limited=CHECKS_PASSWORDS,
        summary="Sign in",
        requires=PUBLIC,
        body=LoginBody,
        answer=TokenPairBody,
        hooks=LOGIN_HOOKS,
        errors=(InvalidCredentials, MfaRequired, AccountLocked, EmailNotVerified),
    )
    async def log_in(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        """Returns the tokens of a new session."""
        return await self.login(request)
