import attrs

from domain.shared_kernel.messages import Message


@attrs.frozen(kw_only=True)
class ProblemCode:
    """The explanation of an error code. ``status`` is the HTTP status of the answers that have it; ``is_of_field``
    marks the codes of single fields, in the member ``errors`` of a 422."""

    code: str
    status: int
    meaning: Message
    when: Message
    remedy: Message
    is_of_field: bool = False
