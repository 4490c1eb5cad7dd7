"""Reads the forms of the account pages."""

from collections.abc import Mapping
from typing import cast

from aiohttp import web

from domain.accounts.errors import InvalidLink
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.body_forms import FORM_BODY
from entrypoints.http.kit.origins import is_own_origin
from entrypoints.http.kit.protocol_errors import FormRefused
from entrypoints.schemas.fields import MAX_TOKEN
from entrypoints.schemas.validation import ABSENT


def sent_token(request: web.Request) -> str:
    """Returns the token in the query of a link. Raises ``InvalidLink`` if there is none, several, or one that is too
    long."""
    sent = request.query.getall("token", [])
    if len(sent) != 1 or len(sent[0]) > MAX_TOKEN:
        raise InvalidLink
    return sent[0]


async def read_form(request: web.Request, bodies: BodyReader) -> Mapping[str, str]:
    """Returns the fields of a form; none without a body. Raises as ``BodyReader.read`` does."""
    sent = await bodies.read(request, FORM_BODY)
    return {} if sent is ABSENT else cast("Mapping[str, str]", sent)


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
