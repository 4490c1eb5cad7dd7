"""Errors as problem documents (RFC 9457), in the language of the request."""

import json
from collections.abc import Iterator

import attrs
from aiohttp import web

from application.ports.translator import Translator
from application.request_context import get_request_id
from domain.shared_kernel.errors import (
    AuthenticationException,
    BaseAppException,
    ExpiredTokenException,
    InvalidTokenException,
    RateLimitException,
    RevokedTokenException,
    ServiceUnavailableException,
    ValidationException,
)
from entrypoints.http.kit.protocol_errors import BodyTimeout, ExpectationFailed, MalformedRequest, MethodNotAllowed
from entrypoints.http.kit.statuses import status_of

PROBLEM_TYPE = "application/problem+json"
PROBLEMS = "/problems"
"""The path of the pages that explain the codes."""

_TOKEN_ERRORS = (InvalidTokenException, ExpiredTokenException, RevokedTokenException)
UNFINISHED = (BodyTimeout, ExpectationFailed, MalformedRequest)
"""Errors after which the connection is closed: what else comes on it belongs to a request that was given up."""


def problem_type(public_url: str, code: str) -> str:
    """Returns the URL of the page that explains a code; relative if ``public_url`` is empty."""
    return f"{public_url}{PROBLEMS}/{code}"


@attrs.frozen
class Problems:
    """Renders errors as problem documents. ``public_url`` is the public address of the service."""

    translator: Translator
    public_url: str = ""

    def answer(self, error: BaseAppException) -> web.Response:
        """Returns the response for an error. It closes the connection if the rest of the request was not read."""
        status = status_of(type(error))
        body = json.dumps(self._document(error, status), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )
        response = web.Response(body=body, status=status, content_type=PROBLEM_TYPE, headers=dict(error_headers(error)))
        if isinstance(error, UNFINISHED):
            response.force_close()
        return response

    def _document(self, error: BaseAppException, status: int) -> dict[str, object]:
        translate = self.translator.gettext
        document: dict[str, object] = {
            "type": problem_type(self.public_url, error.code),
            "title": translate(error.title),
            "status": status,
            "detail": translate(error.message),
            "code": error.code,
            "request_id": get_request_id(),
            **error.members,
        }
        if isinstance(error, ValidationException):
            document["errors"] = [
                {"field": fault.field, "code": fault.code, "detail": translate(fault.message)} for fault in error.errors
            ]
        return document


def error_headers(error: BaseAppException) -> Iterator[tuple[str, str]]:
    """Yields the headers of an error: ``WWW-Authenticate`` (RFC 6750, 3), ``Allow`` and ``Retry-After``."""
    if isinstance(error, AuthenticationException):  # RFC 6750: the error is named where a token was sent
        sent = isinstance(error, _TOKEN_ERRORS)
        yield "WWW-Authenticate", 'Bearer error="invalid_token"' if sent else "Bearer"
    if isinstance(error, MethodNotAllowed):
        yield "Allow", ", ".join(sorted(error.allowed))
    if isinstance(error, RateLimitException | ServiceUnavailableException):
        yield "Retry-After", str(error.retry_after)
