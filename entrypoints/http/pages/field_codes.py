"""The codes of single fields in the member ``errors`` of a 422: meaning, cause and remedy."""

from collections.abc import Sequence

from domain.shared_kernel.errors import ValidationException
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.pages.problem_code import ProblemCode


def _field_code(code: str, meaning: Message, when: Message, remedy: Message) -> ProblemCode:
    status = status_of(ValidationException)
    return ProblemCode(code=code, status=status, meaning=meaning, when=when, remedy=remedy, is_of_field=True)


FIELD_CODES: Sequence[ProblemCode] = (
    _field_code(
        "missing",
        _("A required field is not there"),
        _("The body or the query lacks a field that it must have"),
        _("Send the field"),
    ),
    _field_code(
        "unknown_field",
        _("A field is not known here"),
        _("The name of the field is misspelt, or the field does not belong to this endpoint"),
        _("Correct its name, or leave the field out"),
    ),
    _field_code(
        "wrong_type",
        _("A value has the wrong type or form"),
        _(
            "There is a text in the place of a number, null where it is not allowed, a malformed id or time, or a "
            "parameter that was given twice"
        ),
        _("Send the type that the detail of the field names, as the API description has it"),
    ),
    _field_code(
        "too_short",
        _("A value is too short"),
        _("A text has fewer characters, or a list fewer entries, than it must have"),
        _("Send a longer value. The detail of the field names the limit"),
    ),
    _field_code(
        "too_long",
        _("A value is too long"),
        _("A text has more characters, or a list more entries, than it may have"),
        _("Send a shorter value. The detail of the field names the limit"),
    ),
    _field_code(
        "out_of_range",
        _("A number is out of range"),
        _("A number is smaller or larger than it may be"),
        _("Send a number within the limit that the detail of the field names"),
    ),
    _field_code(
        "invalid_choice",
        _("A value is none of those to choose from"),
        _("A field that takes one of a few values has another one, or offset and after were sent together"),
        _("Send one of the values that the detail of the field names"),
    ),
    _field_code(
        "invalid_email",
        _("A text is no valid email address"),
        _("The text has not the form of an email address, or its domain cannot exist"),
        _("Look for a typing error in the address"),
    ),
    _field_code(
        "invalid_text",
        _("A text has characters that it may not have"),
        _("A text has control characters or broken Unicode, or a name has neither a letter nor a digit"),
        _("Take these characters out"),
    ),
    _field_code(
        "common_password",
        _("A password is easy to guess"),
        _("The password is one that many people use, or is made of the name or the address of the person"),
        _("Choose a longer password that is less common"),
    ),
    _field_code(
        "invalid_cursor",
        _("The cursor of a list is not valid"),
        _("The parameter after was changed, or comes from another list, another order or other filters"),
        _("Send after as the member next gave it, with the same filters and order, or begin with the first page"),
    ),
)
