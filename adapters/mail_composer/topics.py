"""What each kind of mail is about."""

from adapters.mail_composer.subjects import SUBJECTS
from application.ports.mail_composer import MailKind, Topic


def topic_of(kind: MailKind | Topic) -> Topic:
    """The template and the subject; a domain brings its own."""
    return kind if isinstance(kind, Topic) else Topic(kind.value, SUBJECTS[kind])
