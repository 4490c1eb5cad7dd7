"""Types of the members of bodies."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema

from domain.access import role
from domain.accounts.email_address import MAX_EMAIL_LENGTH, EmailAddress
from domain.accounts.person_name import MAX_NAME_LENGTH, PersonName, parse_person_name
from domain.shared_kernel import language
from entrypoints.schemas.context import context_of
from entrypoints.schemas.spoken_language import LANGUAGE_SCHEMA, spoken_language
from entrypoints.schemas.text import CLEAN, CLEAN_AND_TRIMMED, choice_of, clean

MAX_SECRET = 1024
MAX_TOKEN = 4096
MAX_REASON = 500

ValueT = TypeVar("ValueT")


class _WithoutNull:
    """Removes ``null`` from the schema of ``X | None``: such a member may be absent, but not ``null``."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        return schema["schema"] if schema["type"] == "nullable" else schema


Maybe = Annotated[ValueT | None, _WithoutNull()]
"""A member that may be absent: ``first_name: Maybe[Name] = None``."""


def _email(text: str, info: ValidationInfo) -> EmailAddress:
    return context_of(info).emails.parse(text)


def _new_password(password: str, info: ValidationInfo) -> str:
    personal = [value for value in info.data.values() if isinstance(value, str)]
    context_of(info).passwords.require(password, personal)
    return password


Email = Annotated[
    EmailAddress,
    AfterValidator(_email),
    Field(json_schema_extra={"format": "email", "maxLength": MAX_EMAIL_LENGTH, "examples": ["ada@example.org"]}),
]

Name = Annotated[
    PersonName,
    AfterValidator(parse_person_name),
    Field(
        description="One of its characters is a letter or a digit. It holds no characters that cannot be seen.",
        json_schema_extra={"minLength": 1, "maxLength": MAX_NAME_LENGTH, "pattern": CLEAN_AND_TRIMMED},
    ),
]

NewPassword = Annotated[
    str,
    AfterValidator(_new_password),
    Field(repr=False, json_schema_extra={"format": "password", "writeOnly": True, "minLength": 8, "pattern": CLEAN}),
]
"""To be declared behind the members that the password must not be made of."""

Secret = Annotated[
    str,
    Field(min_length=1, max_length=MAX_SECRET, repr=False, json_schema_extra={"format": "password", "writeOnly": True}),
]
"""A password that is compared, not set: the rules for new ones do not apply."""

Token = Annotated[str, Field(min_length=1, max_length=MAX_TOKEN, repr=False)]

Language = Annotated[language.Language, BeforeValidator(spoken_language), Field(json_schema_extra=LANGUAGE_SCHEMA)]

Role = Annotated[role.Role, BeforeValidator(choice_of(role.Role))]

Reason = Annotated[str, Field(max_length=MAX_REASON, json_schema_extra={"pattern": CLEAN}), AfterValidator(clean)]
"""A sentence for the record of an account."""
