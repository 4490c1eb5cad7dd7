"""Reads the forms of the account pages."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from domain.accounts.errors import InvalidLink
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.origins import is_own_origin
from entrypoints.http.kit.protocol_errors import FormRefused, MalformedBody
from entrypoints.schemas.fields import MAX_TOKEN

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 10


def sent_token(request: web.Request) -> str:
    """Returns the token in the query of a link. Raises ``InvalidLink`` if there is none, several, or one that is too
    long."""
    sent = request.query.getall("token", [])
    if len(sent) != 1 or len(sent[0]) > MAX_TOKEN:
        raise InvalidLink
    return sent[0]


async def read_form(request: web.Request, bodies: BodyReader) -> Mapping[str, str]:
    """Returns the fields of a form. Raises ``MalformedBody`` if a field is repeated, or the body is malformed."""
    raw = await bodies.receive(request, FORM)
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise MalformedBody from None
    if len(dict(pairs)) != len(pairs):
        raise MalformedBody
    return dict(pairs)


def require_own_form(request: web.Request, public_origin: str) -> None:
    """Raises ``FormRefused`` for forms of other websites. Browsers send ``Sec-Fetch-Site`` (Fetch Metadata); older ones
    send an origin, which is ``null`` because these pages send no referrer."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        is_own = site in {"same-origin", "none"}
    else:
        origin = request.headers.get("Origin", "null")
        is_own = origin in {"null", public_origin} or is_own_origin(origin, request.host)
    if not is_own:
        raise FormRefused
