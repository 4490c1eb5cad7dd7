"""The context of a request, by its headers."""

import re
from functools import partial
from random import getrandbits

from aiohttp import web

from application.request_context import set_device, set_language, set_platform, set_principal, set_request_id
from domain.sessions.session import Device
from entrypoints.http.kit.authentication import USES_LANGUAGE_OF_ACCOUNT
from entrypoints.http.kit.hosts import is_host_of_request
from entrypoints.http.kit.protocol_errors import MalformedRequest
from entrypoints.http.kit.surface import Surface
from entrypoints.http.kit.user_agent import device_from_headers
from entrypoints.http.middlewares.negotiation import Negotiation
from entrypoints.http.rate_limits.client_address import ClientAddresses

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
_REQUEST_ID_BITS = 128


def begin_context(request: web.Request, surface: Surface, addresses: ClientAddresses, negotiate: Negotiation) -> None:
    """Sets id, client, language and platform. Raises ``MalformedRequest`` unless one host is named."""
    headers = request.headers
    set_request_id(_request_id(headers.get("X-Request-ID")))
    set_principal(None, None)
    set_device(partial(_device, request, addresses))
    wanted = negotiate(",".join(headers.getall("Accept-Language", ())))
    set_language(wanted or negotiate.languages.default)
    request[USES_LANGUAGE_OF_ACCOUNT] = wanted is None
    set_platform(surface.platform)
    if not is_host_of_request(headers.getall("Host", ()), request.version):
        raise MalformedRequest


def _device(request: web.Request, addresses: ClientAddresses) -> Device:
    return device_from_headers(addresses.of(request), request.headers.get("User-Agent"))


def _request_id(sent: str | None) -> str:
    """Returns the id that a client has sent, or a new one. That must be unique but not secret, as clients may choose
    it, so that the system need not be asked for random numbers; a forked process begins another sequence."""
    return sent if sent and _REQUEST_ID.fullmatch(sent) else f"{getrandbits(_REQUEST_ID_BITS):032x}"
