import attrs
from aiohttp import web

from application.request_context import set_language, set_user_id
from application.sessions.caller import Caller
from domain.shared_kernel.platform import Platform
from entrypoints.http.authentication import Authenticate, bearer_token
from entrypoints.http.middlewares.request_headers import LANGUAGE_IS_OPEN


@attrs.frozen
class Gate:
    """Lets in who proves to be somebody on this platform, and goes on in their language unless they asked for one."""

    authenticate: Authenticate
    platform: Platform

    async def admit(self, request: web.Request) -> Caller:
        caller = await self.authenticate(bearer_token(request), self.platform)
        set_user_id(caller.user.pk)
        if request[LANGUAGE_IS_OPEN]:
            set_language(caller.user.language)
        return caller
