from entrypoints.schemas.base import Schema


class FaultBody(Schema):
    """One faulty field: a dotted path, or empty for the whole body."""

    field: str
    code: str
    detail: str


class ProblemBody(Schema):
    """An error (RFC 9457). Switch on ``code``: it is stable and never translated. ``errors`` comes with 422 alone."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: tuple[FaultBody, ...] = ()
