from application.ports.email_parser import EmailParser
from domain.accounts.email_address import MAX_EMAIL_LENGTH, EmailAddress
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import BrokenRule, bounded, require_clean, require_length

INVALID_EMAIL = _("Enter an email address such as name@example.org")


class EmailValidatorParser(EmailParser):
    """Parses addresses by RFC 5321 and RFC 6531 (international addresses). Quoted local parts, address literals and
    domains that cannot be reached over the Internet (RFC 6761) are refused; blanks around an address are removed."""

    def parse(self, text: str) -> EmailAddress:
        address = bounded(text.strip(), MAX_EMAIL_LENGTH)
        require_clean(address)
        require_length(address, 0, MAX_EMAIL_LENGTH)
        from email_validator import validate_email  # it compiles large expressions when it is imported

        try:
            domain = validate_email(address, strict=True, check_deliverability=False).domain
        except ValueError:
            raise BrokenRule("invalid_email", INVALID_EMAIL) from None
        # The name as it was written: the library lowers postmaster and its like.
        name, _at, _domain = address.rpartition("@")
        return EmailAddress(f"{name}@{domain}")
