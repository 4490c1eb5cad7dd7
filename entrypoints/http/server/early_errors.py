import logging
from uuid import uuid4

import attrs
from aiohttp import web

from application.request_context import set_request_id
from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.problems import Problems
from entrypoints.http.middlewares.response_headers import ResponseHeaders

_logger = logging.getLogger("cortex.http")


@attrs.frozen
class EarlyErrors:
    """Answers what aiohttp refuses before there is a request: in English, as the client's language is unknown, and
    without repeating anything that was sent."""

    problems: Problems
    headers: ResponseHeaders

    def answer(self, request: web.BaseRequest, error: BaseAppException) -> web.Response:
        """Returns the problem document of an error under a new request id; the connection is closed after it."""
        set_request_id(uuid4().hex)
        _logger.info("request_refused_early", extra={"code": error.code})
        response = self.problems.answer(error)
        self.headers.complete(request, response)
        response.force_close()
        return response
