"""Says of an error of aiosmtplib what it means for an operator."""

import ssl
from collections.abc import Iterator

import aiosmtplib

from adapters.mailer.mail_errors import MailRefused, MailServerUnavailable
from domain.shared_kernel.redaction import redacted

PERMANENT = range(500, 600)
CERTIFICATE = (
    "Name the authority of its certificate in SSL_CERT_FILE, or give up TLS: CORTEX_MAIL_URL=smtp://…?starttls=off"
)
NO_TLS = "It offers no TLS: CORTEX_MAIL_URL=smtp://…?starttls=off sends mails, and the password, in the open"
EHLO = "Give a name that it accepts: CORTEX_MAIL_URL=smtp://…?ehlo=mail.example.org"
SENDER = "Give a sender that it accepts: CORTEX_MAIL_FROM=accounts@example.org"
PASSWORD = "Are the name and the password in CORTEX_MAIL_URL right? Special characters are written as %40"  # noqa: S105  # a sentence
NO_UNICODE = "the mail server cannot write to addresses beyond ASCII"

SmtpError = aiosmtplib.SMTPException | OSError


def as_mail_error(error: SmtpError, *, of_this_mail: bool) -> MailServerUnavailable | MailRefused:
    """``of_this_mail`` says that the server was asked to take a mail when the error came: one that is refused for good
    is refused for good then."""
    if isinstance(error, aiosmtplib.SMTPNotSupported) and of_this_mail:
        return MailRefused(NO_UNICODE)
    answer = _answer(error)
    if answer is not None and of_this_mail and answer.code in PERMANENT:
        return MailRefused(f"the mail server refused a mail for good with {_said(answer)}", _cure(error))
    reason = _said(answer) if answer else f"{type(error).__name__} {redacted(str(error))}"
    return MailServerUnavailable(reason=reason, cure=_cure(error))


def _answer(error: BaseException) -> aiosmtplib.SMTPResponseException | None:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0]
    return error if isinstance(error, aiosmtplib.SMTPResponseException) else None


def _said(answer: aiosmtplib.SMTPResponseException) -> str:
    """The code and the server's own words."""
    return f"{answer.code} {redacted(answer.message)}".rstrip(" .")


def _cure(error: BaseException) -> str:
    answer = _answer(error)
    words = answer.message.lower() if answer else str(error).lower()
    if any(isinstance(each, ssl.SSLError) for each in _chain(error)) or "certificate" in words:
        return CERTIFICATE
    if isinstance(error, aiosmtplib.SMTPHeloError) or "helo" in words or "ehlo" in words:
        return EHLO
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return SENDER
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return PASSWORD
    return NO_TLS if "starttls" in words else ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
