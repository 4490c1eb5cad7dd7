"""Leads a request to the handler of its route."""

from collections.abc import Awaitable, Iterator

from aiohttp import HttpVersion11, web
from aiohttp.web_urldispatcher import UrlMappingMatchInfo

from entrypoints.http.kit.protocol_errors import ExpectationFailed
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
        """Begins to answer a request. Raises ``ExpectationFailed``; the awaited result raises what the handler raises,
        and aiohttp's errors for a request without a route."""
        match, expectation = self._known.get((request.method, request.rel_url.raw_path)), request.headers.get("Expect")
        if expectation is not None:
            _require_known(expectation, request)
        if match is None or expectation is not None:
            return self._resolve(request)
        request._match_info = match
        return match.handler(request)


def _require_known(expectation: str, request: web.Request) -> None:
    """HTTP/1.1 has one expectation, and clients of HTTP/1.0 mean nothing by it (RFC 9110, section 10.1.1). aiohttp
    repeats an unknown one, and fails where it is no text."""
    if expectation.lower() != "100-continue" and request.version == HttpVersion11:
        raise ExpectationFailed


def _matches(application: web.Application) -> Iterator[tuple[tuple[str, str], Match]]:
    """Yields what aiohttp's resolver finds for the method and path of each route without placeholders."""
    for resource in application.router.resources():
        if isinstance(resource, web.PlainResource):
            for route in resource:
                match = Match({}, route)
                match.add_app(application)
                match.freeze()
                yield (route.method, resource.canonical), match
