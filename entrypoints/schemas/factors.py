"""Second factors as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from application.credentials.add_totp import NewTotp
from application.credentials.list_factors import FactorsOfUser
from domain.credentials.factor import MAX_LABEL_LENGTH, Factor
from domain.shared_kernel.pagination import DEFAULT_LIMIT
from entrypoints.schemas.base import Schema, example
from entrypoints.schemas.fields import MAX_REASON, Maybe, Secret, Token
from entrypoints.schemas.listing import Listing
from entrypoints.schemas.sessions import RefreshIn
from entrypoints.schemas.text import CLEAN, choice_of, clean

MAX_CODE = 64

Code = Annotated[str, Field(min_length=1, max_length=MAX_CODE, repr=False, json_schema_extra={"writeOnly": True})]
"""A code of a second factor, as it was read or typed."""
Label = Annotated[
    str,
    Field(min_length=1, max_length=MAX_LABEL_LENGTH, json_schema_extra={"pattern": CLEAN}),
    AfterValidator(clean),
]
RequiredReason = Annotated[
    str, Field(min_length=1, max_length=MAX_REASON, json_schema_extra={"pattern": CLEAN}), AfterValidator(clean)
]


class MfaBody(Schema):
    """``challenge`` is that of the login, ``method`` one that was offered with it."""

    model_config = example(challenge="kq3u…", method="totp", code="287082")

    challenge: Token
    method: Annotated[str, Field(min_length=1, max_length=32)]
    code: Code
    refresh_in: Annotated[RefreshIn, BeforeValidator(choice_of(RefreshIn))] = RefreshIn.BODY


class TotpBody(Schema):
    """``label`` tells one factor from another."""

    model_config = example(label="My phone", password="nine stone bridges")

    label: Maybe[Label] = None
    password: Secret


class NewTotpBody(Schema):
    """``uri`` is for apps on the same device, ``qr_svg`` the same for those on another, ``secret`` to be typed. They
    are shown this once."""

    id: UUID
    secret: Annotated[str, Field(repr=False)]
    uri: Annotated[str, Field(repr=False)]
    qr_svg: Annotated[str, Field(repr=False)]

    @classmethod
    def of(cls, new: NewTotp) -> "NewTotpBody":
        """Returns the new factor as JSON shows it."""
        return cls.of_trusted(id=new.factor.pk, secret=new.secret, uri=new.uri, qr_svg=new.qr_svg)


class CodeBody(Schema):
    model_config = example(code="287082")

    code: Code


class PasswordAndCodeBody(Schema):
    """``code`` is one of any second factor of the account."""

    model_config = example(password="nine stone bridges", code="287082")

    password: Secret
    code: Code


class RecoveryCodesBody(Schema):
    """The codes are shown this once; ``null`` means that those of before are still good."""

    recovery_codes: Annotated[tuple[str, ...] | None, Field(repr=False)]


class ResetMfaBody(Schema):
    model_config = example(reason="Lost the phone; known in person")

    reason: RequiredReason


class FactorBody(Schema):
    id: UUID
    kind: str
    label: str | None
    created_at: datetime
    last_used_at: datetime | None
    is_confirmed: bool

    @classmethod
    def of(cls, factor: Factor) -> "FactorBody":
        """Returns the factor as JSON shows it, without its secret."""
        return cls.of_trusted(
            id=factor.pk,
            kind=factor.kind,
            label=factor.label,
            created_at=factor.created_at,
            last_used_at=factor.last_used_at,
            is_confirmed=factor.is_confirmed,
        )


class FactorList(Listing[FactorBody]):
    """All second factors on one page."""

    recovery_codes_left: int

    @classmethod
    def whole(cls, listed: FactorsOfUser) -> "FactorList":
        """Returns the list, which never has a second page."""
        return cls.of_trusted(
            items=tuple(map(FactorBody.of, listed.factors)),
            next=None,
            total=len(listed.factors),
            total_as_of=None,
            limit=DEFAULT_LIMIT,
            offset=0,
            recovery_codes_left=listed.recovery_codes_left,
        )
