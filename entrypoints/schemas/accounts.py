"""Bodies that people send about their own accounts."""

from domain.accounts.person import Person
from entrypoints.schemas.base import Schema, example
from entrypoints.schemas.fields import Email, Language, Maybe, Name, NewPassword, Secret, Token


class PersonBody(Schema):
    """Without a language they get that of the request."""

    email: Email
    first_name: Name
    last_name: Name
    language: Maybe[Language] = None

    def person(self, otherwise: Language) -> Person:
        """Returns the person, by default with the language ``otherwise``."""
        return Person(
            email=self.email,
            first_name=self.first_name,
            last_name=self.last_name,
            language=self.language or otherwise,
        )


class RegisterBody(PersonBody):
    model_config = example(
        email="ada@example.org",
        password="nine stone bridges",
        first_name="Ada",
        last_name="Lovelace",
    )

    password: NewPassword


class EditBody(Schema):
    model_config = example(first_name="Augusta Ada")

    first_name: Maybe[Name] = None
    last_name: Maybe[Name] = None
    language: Maybe[Language] = None


class EmailBody(Schema):
    model_config = example(email="ada@example.org")

    email: Email


class EmailChangeBody(Schema):
    model_config = example(new_email="countess@example.org", password="nine stone bridges")

    new_email: Email
    password: Secret


class FarewellBody(Schema):
    model_config = example(password="nine stone bridges")

    password: Secret


class LinkBody(Schema):
    """``token`` is what a link bears under that name."""

    model_config = example(token="as in the link")

    token: Token


class PasswordByLinkBody(LinkBody):
    model_config = example(token="as in the link", new_password="ten quiet rivers")

    new_password: NewPassword
