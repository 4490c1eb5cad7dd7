from urllib.parse import urlencode

import attrs

from application.ports.link_signer import LinkSigner
from application.ports.mail_kind import LinkKind
from domain.accounts.one_time_token import OneTimeToken


@attrs.frozen
class LinkUrls:
    """Builds the URLs of links in mails, all below ``base``."""

    signer: LinkSigner
    base: str

    def url_of(self, kind: LinkKind, token: OneTimeToken) -> str:
        """Returns the URL that a person follows to do the act of this token."""
        signed = self.signer.sign(token.purpose, token.pk)
        return f"{self.base.rstrip('/')}/{kind.page}?{urlencode({'token': signed})}"
