"""What can be wrong with a request before any use case hears of it.

BaseAppException
├── MethodNotAllowed
├── BodyTimeout
├── BodyTooLarge
├── HeadTooLarge
├── UnsupportedMediaType
├── ExpectationFailed
├── InternalError
├── BadRequestException
│   ├── MalformedRequest
│   ├── MalformedBody
│   └── InvalidSource
└── AuthorizationException
    ├── PlatformMismatch
    └── OriginRefused
        └── FormRefused
"""

import attrs

from domain.shared_kernel.errors import AuthorizationException, BadRequestException, BaseAppException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class MethodNotAllowed(BaseAppException):
    code = "method_not_allowed"
    title = _("Method not allowed")
    default_message = _("This address does not know this method. The header Allow names those that it knows")
    allowed: frozenset[str]


@attrs.define(eq=False)
class BodyTimeout(BaseAppException):
    code = "body_timeout"
    title = _("The request took too long")
    default_message = _("The rest of the request did not arrive in time. Please send it again")


@attrs.define(eq=False)
class BodyTooLarge(BaseAppException):
    code = "body_too_large"
    title = _("The request is too large")
    default_message = _("The body is too large. Send at most {limit} bytes")
    limit: int


@attrs.define(eq=False)
class HeadTooLarge(BaseAppException):
    """Of a request line and headers: nobody needs as much."""

    code = "head_too_large"
    title = _("The request is too large")
    default_message = _("The request line and the headers are too long together. Send fewer or shorter ones")


@attrs.define(eq=False)
class UnsupportedMediaType(BaseAppException):
    code = "unsupported_media_type"
    title = _("Unsupported media type")
    default_message = _("Send the body as application/json, uncompressed or compressed by gzip or deflate")


@attrs.define(eq=False)
class ExpectationFailed(BaseAppException):
    code = "expectation_failed"
    title = _("Expectation failed")
    default_message = _("The only value that the header Expect may have is 100-continue")


@attrs.define(eq=False)
class InternalError(BaseAppException):
    code = "internal_error"
    title = _("Something went wrong")
    default_message = _("Something went wrong on our side. Please try again later")


@attrs.define(eq=False)
class MalformedRequest(BadRequestException):
    code = "malformed_request"
    default_message = _("The request line or a header is malformed or too long")


@attrs.define(eq=False)
class MalformedBody(BadRequestException):
    code = "malformed_body"
    default_message = _(
        "The body must be JSON in UTF-8: complete, each member once, nested at most 32 deep, without NaN or Infinity"
    )


@attrs.define(eq=False)
class InvalidSource(BadRequestException):
    code = "invalid_source"
    default_message = _("Send the header X-Source with the value customer or admin")


@attrs.define(eq=False)
class PlatformMismatch(AuthorizationException):
    code = "platform_mismatch"
    default_message = _("The header X-Source names another platform than the address. Send the one of the address")


@attrs.define(eq=False)
class OriginRefused(AuthorizationException):
    """The cookie of a browser is not honoured for every page that makes it be sent."""

    code = "origin_refused"
    default_message = _("This was sent by a page of another website, which may not use your session")


@attrs.define(eq=False)
class FormRefused(OriginRefused):
    default_message = _("This was sent by a page of another website. Please open the link in your mail again")
