from collections.abc import Mapping
from urllib.parse import urlencode

import attrs

from application.ports.link_signer import LinkSigner
from domain.accounts.one_time_token import OneTimeToken, Purpose

LINK_PATHS: Mapping[Purpose, str] = {
    Purpose.VERIFY_EMAIL: "verify-email",
    Purpose.RESET_PASSWORD: "reset-password",
    Purpose.CHANGE_EMAIL: "confirm-email",
    Purpose.INVITATION: "accept-invitation",
}
"""The page for each act; it reads the token from the parameter ``token``."""


@attrs.frozen
class LinkUrls:
    """Builds the URLs of links in mails, all below ``base``."""

    signer: LinkSigner
    base: str

    def url_of(self, token: OneTimeToken) -> str:
        """Returns the URL that a person follows to do the act of this token."""
        signed = self.signer.sign(token.purpose, token.pk)
        return f"{self.base.rstrip('/')}/{LINK_PATHS[token.purpose]}?{urlencode({'token': signed})}"
