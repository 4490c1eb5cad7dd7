"""Cookie mode: browsers keep refresh tokens in a cookie that no script can read."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import attrs

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.cookies import CookieKind
from entrypoints.http.kit.hooks import Hook, ReceivedRequest, Site
from entrypoints.http.kit.origins import is_own_origin
from entrypoints.http.kit.protocol_errors import OriginRefused
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.base import Schema
from entrypoints.schemas.sessions import RefreshIn, TokenPairBody
from entrypoints.schemas.validation import ABSENT

CLEAR_SITE_DATA: Mapping[str, str] = {"Clear-Site-Data": '"cache", "storage"'}
"""Removes what pages have stored at this origin (ASVS 14.3.1). Not ``"cookies"``: that removes those of the whole
registrable domain, of sibling domains and of the known device; the refresh cookie is removed by name."""
MEMBER_NAME = "refresh_token"
"""The member of a body that the cookie replaces."""


@attrs.frozen
class TokenInCookie:
    """The note that the refresh token of a request came in the cookie."""


class RefreshCookie(Hook):
    """Moves a refresh token from the response to the cookie, if the request wants that in ``refresh_in`` or came with
    the cookie itself; a response without tokens removes the cookie that came."""

    answer_headers = ("Set-Cookie",)

    def kind(self, site: Site) -> CookieKind:
        """Returns the kind of cookie."""
        return CookieKind("cortex", site.is_local)

    def cookie_names(self, site: Site) -> frozenset[str]:
        return frozenset(map(self.kind(site).name, Platform))

    def after(self, site: Site, request: EndpointRequest[object], answer: EndpointResponse) -> EndpointResponse:
        platform, came_in_cookie = request.platform, request.note(TokenInCookie) is not None
        if platform is None:
            return answer
        pair, place = answer.body, _wanted_place(request.body)
        if not came_in_cookie and (place is RefreshIn.BODY or not isinstance(pair, TokenPairBody)):
            return answer
        kind = self.kind(site)
        former = kind.former(platform, request.cookies)
        if not isinstance(pair, TokenPairBody):
            removed = (*answer.cookies, kind.line(platform, "", 0), *former)
            headers = {} if site.base_path else CLEAR_SITE_DATA  # others store things at this origin too
            return attrs.evolve(answer, headers=headers, cookies=removed)
        kept = kind.line(platform, pair.refresh_token or "", pair.refresh_expires_in)
        body = pair.without_refresh_token()
        return attrs.evolve(answer, body=body, cookies=(*answer.cookies, kept, *former))


class RefreshCookieOrBody(RefreshCookie):
    """Also reads the cookie: it stands in for the refresh token that a body has not. It is accepted only from pages of
    the service itself, and of the origins that are allowed for its platform."""

    errors = (OriginRefused,)
    replaces_body = True

    def parameters(self, site: Site, platform: Platform) -> Mapping[str, dict[str, object]]:
        described: dict[str, object] = {
            "name": self.kind(site).name(platform),
            "in": "cookie",
            "required": False,
            "description": "The refresh token of a browser, honoured for pages of the service and of allowed origins",
            "schema": {"type": "string", "minLength": 1},
        }
        return {f"{platform.title()}RefreshCookie": described}

    def before(self, site: Site, request: ReceivedRequest) -> ReceivedRequest:
        token = request.cookies and request.cookies.get(self.kind(site).name(request.platform))
        body = {} if request.sent is ABSENT else request.sent
        if not token or not isinstance(body, dict) or MEMBER_NAME in body:
            return request
        _require_trusted(site, request)
        return attrs.evolve(request, sent={**body, MEMBER_NAME: token}, notes=(*request.notes, TokenInCookie()))


def _wanted_place(body: object) -> RefreshIn:
    """Returns ``refresh_in`` of a body that has it. A schema is asked for a member that it has not in its dictionary,
    as pydantic takes microseconds for it."""
    place = body.__dict__.get("refresh_in") if isinstance(body, Schema) else None
    return place if isinstance(place, RefreshIn) else RefreshIn.BODY


def _require_trusted(site: Site, request: ReceivedRequest) -> None:
    """Checks the header ``Origin``, which browsers send with every POST (Fetch standard). Raises ``OriginRefused``."""
    origin, allowed = request.http.headers.get("Origin", ""), site.allowed_origins.get(request.platform, ())
    scheme = urlsplit(site.public_origin).scheme
    is_own = origin.startswith(f"{scheme}://") and is_own_origin(origin, request.http.host)
    if not is_own and origin not in {site.public_origin, *allowed}:
        raise OriginRefused
