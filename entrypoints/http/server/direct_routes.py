"""Leads a request to the handler of its route."""

from collections.abc import Awaitable, Iterator

from aiohttp import web
from aiohttp.web_urldispatcher import UrlMappingMatchInfo

from entrypoints.http.middlewares.every_request import Handler

Match = UrlMappingMatchInfo


class DirectRoutes:
    """The routes of ``application``. One whose path has no placeholder is found in one step; everything else, also what
    has no route, by aiohttp's own resolver, which takes about a twentieth of the time of a short request. So is
    everything if the application has middlewares, which take part in aiohttp's way alone."""

    def __init__(self, application: web.Application) -> None:
        self._resolve: Handler = application._handle
        self._known = {} if application.middlewares else dict(_matches(application))

    def answer(self, request: web.Request) -> Awaitable[web.StreamResponse]:
        """Begins to answer a request. The awaited result raises what the handler raises, and aiohttp's errors for a
        request without a route."""
        match = self._known.get((request.method, request.rel_url.raw_path))
        if match is None or "Expect" in request.headers:
            return self._resolve(request)
        request._match_info = match
        return match.handler(request)


def _matches(application: web.Application) -> Iterator[tuple[tuple[str, str], Match]]:
    """Yields what aiohttp's resolver finds for the method and path of each route without placeholders."""
    for resource in application.router.resources():
        if isinstance(resource, web.PlainResource):
            for route in resource:
                match = Match({}, route)
                match.add_app(application)
                match.freeze()
                yield (route.method, resource.canonical), match
