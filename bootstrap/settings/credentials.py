"""Second factors."""

import attrs

from bootstrap.settings.clauses import choice_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import one_of


@attrs.frozen(kw_only=True)
class CredentialSettings:
    """The requirement of second factors."""

    staff_mfa: str = setting(
        "staff_mfa",
        "auto",
        read=one_of("required", "optional", "auto"),
        must=choice_clause("required", "optional", "auto"),
        example="required",
        about="Whether staff must have a second factor; auto requires it except on loopback",
    )
