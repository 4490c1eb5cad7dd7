"""Leads a request for a page through the rules of its surface."""

import attrs
from aiohttp import web

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.rate_limits.admission import RateLimits


@attrs.frozen(eq=False, repr=False)
class PagePipeline:
    """The rate limits of one page, and its errors if it renders them itself."""

    route: PageRoute
    limits: RateLimits

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Returns the response. Errors that the page does not render are raised."""
        try:
            await self.limits.admit(request, self.route.rate_limits)
            return await self.route.handle(request)
        except BaseAppException as error:
            rendered = self.route.render_error(request, error) if self.route.render_error else None
            if rendered is None:
                raise
            return rendered
