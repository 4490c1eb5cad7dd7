"""An account and the links of its mails, as an export shows them."""

from datetime import datetime

from domain.accounts.one_time_token import LinkEnd, OneTimeToken
from domain.accounts.purposes import Purpose
from domain.accounts.user import User
from entrypoints.schemas.base import Schema
from entrypoints.schemas.export.form import ExportMember
from entrypoints.schemas.users import UserBody, members_of


class AccountExport(UserBody):
    """The account with what is not shown elsewhere."""

    has_password: bool
    status_reason: str | None

    @classmethod
    def of(cls, user: User) -> "AccountExport":
        """Returns the account as the export shows it."""
        return cls.of_trusted(**members_of(user), has_password=user.has_password, status_reason=user.status_reason)


class LinkExport(Schema):
    """A link that was mailed; what makes it work is not stored."""

    purpose: Purpose
    old_email: str | None
    new_email: str | None
    created_at: datetime
    expires_at: datetime
    spent_at: datetime | None
    ended_as: LinkEnd | None

    @classmethod
    def of(cls, token: OneTimeToken) -> "LinkExport":
        """Returns the link as the export shows it."""
        return cls.of_trusted(**{name: getattr(token, name) for name in cls.model_fields})


ACCOUNT = ExportMember(name="account", body=AccountExport, of=lambda user, _: AccountExport.of(user), is_list=False)
LINKS = ExportMember(name="links", body=LinkExport, of=lambda token, _: LinkExport.of(token))
