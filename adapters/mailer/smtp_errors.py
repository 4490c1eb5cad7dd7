"""Maps errors of aiosmtplib to errors for an operator."""

import ssl
from collections.abc import Iterator

import aiosmtplib

from adapters.mailer.mail_errors import MailRefused, MailServerUnavailable
from domain.shared_kernel.redaction import redacted

PERMANENT = range(500, 600)
CERTIFICATE_CURE = (
    "Name the authority of its certificate in SSL_CERT_FILE, or give up TLS: CORTEX_MAIL_URL=smtp://…?starttls=off"
)
NO_TLS_CURE = "It offers no TLS: CORTEX_MAIL_URL=smtp://…?starttls=off sends mails, and the password, in the open"
EHLO_CURE = "Give a name that it accepts: CORTEX_MAIL_URL=smtp://…?ehlo=mail.example.org"
SENDER_CURE = "Give a sender that it accepts: CORTEX_MAIL_FROM=accounts@example.org"
PASSWORD_CURE = "Are the name and the password in CORTEX_MAIL_URL right? Special characters are written as %40"  # noqa: S105  # a sentence
NO_UNICODE = "the mail server cannot write to addresses beyond ASCII"

SmtpError = aiosmtplib.SMTPException | OSError


def as_mail_error(error: SmtpError, *, of_this_mail: bool) -> MailServerUnavailable | MailRefused:
    """Returns the error for an operator. ``of_this_mail`` is true if the error came after the server was asked to
    take a mail: only then a permanent answer (5xx) refuses the mail for good."""
    if isinstance(error, aiosmtplib.SMTPNotSupported) and of_this_mail:
        return MailRefused(NO_UNICODE)
    answer = _answer(error)
    if answer is not None and of_this_mail and answer.code in PERMANENT:
        return MailRefused(f"the mail server refused a mail for good with {_answer_text(answer)}", _cure(error))
    reason = _answer_text(answer) if answer else f"{type(error).__name__} {redacted(str(error))}"
    return MailServerUnavailable(reason=reason, cure=_cure(error))


def _answer(error: BaseException) -> aiosmtplib.SMTPResponseException | None:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0]
    return error if isinstance(error, aiosmtplib.SMTPResponseException) else None


def _answer_text(answer: aiosmtplib.SMTPResponseException) -> str:
    """Returns the code and the redacted text of the server."""
    return f"{answer.code} {redacted(answer.message)}".rstrip(" .")


def _cure(error: BaseException) -> str:
    answer = _answer(error)
    words = answer.message.lower() if answer else str(error).lower()
    if any(isinstance(each, ssl.SSLError) for each in _chain(error)) or "certificate" in words:
        return CERTIFICATE_CURE
    if isinstance(error, aiosmtplib.SMTPHeloError) or "helo" in words or "ehlo" in words:
        return EHLO_CURE
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return SENDER_CURE
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return PASSWORD_CURE
    return NO_TLS_CURE if "starttls" in words else ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
