import logging
from uuid import uuid4

import attrs
from aiohttp import web

from application.request_context import get_request_id, set_request_id
from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.problems import Problems
from entrypoints.http.middlewares.response_headers import ResponseHeaders

_logger = logging.getLogger("cortex.http")


@attrs.frozen
class EarlyErrors:
    """Answers to what never became a request: in English, as nothing is known of the client, and repeating nothing."""

    problems: Problems
    headers: ResponseHeaders

    def answer(self, request: web.BaseRequest, error: BaseAppException) -> web.Response:
        set_request_id(uuid4().hex)
        _logger.info("refused before any route: %s, request %s", error.code, get_request_id())
        response = self.problems.answer(error)
        self.headers.complete(request, response)
        response.force_close()
        return response
