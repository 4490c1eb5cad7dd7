"""The topic of a mail."""

from adapters.mail_composer.subjects import SUBJECTS
from application.ports.mail_composer import MailKind, Topic


def topic_of(kind: MailKind | Topic) -> Topic:
    """Returns template and subject of a kind; a topic, which other domains bring, is returned as it is."""
    return kind if isinstance(kind, Topic) else Topic(kind.value, SUBJECTS[kind])
