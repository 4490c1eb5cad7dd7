from entrypoints.schemas.base import Schema
from entrypoints.schemas.fields import Maybe


class FaultBody(Schema):
    """One faulty field: a dotted path, or empty for the whole body."""

    field: str
    code: str
    detail: str


class ProblemBody(Schema):
    """An error (RFC 9457). Switch on ``code``: it is stable and never translated. ``errors`` comes with 422 alone;
    ``challenge``, ``methods`` and ``expires_in`` with ``mfa_required``."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: tuple[FaultBody, ...] = ()
    challenge: Maybe[str] = None
    methods: Maybe[tuple[str, ...]] = None
    expires_in: Maybe[int] = None
