"""Errors of requests that are refused before any use case is called.

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

One file although it is long: it is the list of what can be wrong with a request.
"""

import attrs

from domain.shared_kernel.errors import AuthorizationException, BadRequestException, BaseAppException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class MethodNotAllowed(BaseAppException):
    """The path exists, but not for this method; ``allowed`` are the methods that it has."""

    code = "method_not_allowed"
    title = _("Method not allowed")
    default_message = _("This address does not know this method. The header Allow names those that it knows")
    when = _("The address exists, but not for this HTTP method")
    remedy = _("Use one of the methods in the header Allow")
    allowed: frozenset[str]


class BodyTimeout(BaseAppException):
    """The body, or the head, of a request did not arrive in time."""

    code = "body_timeout"
    title = _("The request took too long")
    default_message = _("The rest of the request did not arrive in time. Please send it again")
    when = _("The body of the request did not arrive in time")
    remedy = _("Send the request again")


@attrs.define(eq=False)
class BodyTooLarge(BaseAppException):
    """The body has more than ``limit`` bytes, as sent or decompressed."""

    code = "body_too_large"
    title = _("The request is too large")
    default_message = _("The body is too large. Send at most {limit} bytes")
    when = _("The body is larger than the service accepts, as it was sent or when it is decompressed")
    remedy = _("Send a smaller body. The detail of the answer names the limit")
    limit: int


class HeadTooLarge(BaseAppException):
    """The request line and the headers have more bytes than the server accepts."""

    code = "head_too_large"
    title = _("The request is too large")
    default_message = _("The request line and the headers are too long together. Send fewer or shorter ones")
    when = _("The request line and the headers are longer than the service accepts")
    remedy = _("Send fewer or shorter headers and cookies")


class UnsupportedMediaType(BaseAppException):
    """The body is not ``application/json``, or has an unknown ``Content-Encoding``."""

    code = "unsupported_media_type"
    title = _("Unsupported media type")
    default_message = _("Send the body as application/json, uncompressed or compressed by gzip or deflate")
    when = _("The header Content-Type is not application/json, or the body is compressed in a way that is not known")
    remedy = _("Send JSON with the header Content-Type: application/json")


class ExpectationFailed(BaseAppException):
    """``Expect`` has another value than ``100-continue``."""

    code = "expectation_failed"
    title = _("Expectation failed")
    default_message = _("The only value that the header Expect may have is 100-continue")
    when = _("The header Expect has another value than 100-continue")
    remedy = _("Leave the header Expect out")


class InternalError(BaseAppException):
    """A defect of the program; the log has the exception under the id of the request."""

    code = "internal_error"
    title = _("Something went wrong")
    default_message = _("Something went wrong on our side. Please try again later")
    when = _("The service has a defect that this request met")
    remedy = _("Try again later. If it happens again, give the request_id of the answer to whoever runs the service")


class MalformedRequest(BadRequestException):
    """The request violates HTTP, or repeats a cookie of this service."""

    code = "malformed_request"
    default_message = _("The request line or a header is malformed or too long")
    when = _("The request breaks the rules of HTTP, for example without the header Host, or sends one cookie twice")
    remedy = _("Correct the client, or the proxy in front of the service")


class MalformedBody(BadRequestException):
    """The body is no JSON that ``read_json`` accepts."""

    code = "malformed_body"
    default_message = _(
        "The body must be JSON in UTF-8: complete, each member once, nested at most 32 deep, without NaN or Infinity"
    )
    when = _("The body is no JSON in UTF-8, is cut off, names a member twice, or is nested too deep")
    remedy = _("Send one complete JSON document")


class InvalidSource(BadRequestException):
    """``X-Source`` is missing, repeated, or names no platform."""

    code = "invalid_source"
    default_message = _("Send the header X-Source with the value customer or admin")
    when = _("The header X-Source is missing, or is neither customer nor admin")
    remedy = _("Send the header X-Source with the platform that the address begins with")


class PlatformMismatch(AuthorizationException):
    """``X-Source`` names another platform than the path."""

    code = "platform_mismatch"
    default_message = _("The header X-Source names another platform than the address. Send the one of the address")
    when = _("The header X-Source names one platform, and the address the other")
    remedy = _("Send the header X-Source with the platform that the address begins with")


class OriginRefused(AuthorizationException):
    """A page of an origin that is not allowed used the refresh cookie."""

    code = "origin_refused"
    default_message = _("This was sent by a page of another website, which may not use your session")
    when = _("A page of a website that is not allowed used the cookie of a browser")
    remedy = _("Have the operator add the website to CORTEX_CORS_ORIGINS or CORTEX_ADMIN_CORS_ORIGINS")


class FormRefused(OriginRefused):
    """A page of another origin sent a form of the account pages."""

    default_message = _("This was sent by a page of another website. Please open the link in your mail again")
