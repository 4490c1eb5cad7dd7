import attrs

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

NEWER = _(
    "A newer release has migrated the database: it is at version {stored}, this release knows {known}. Start the newer "
    "release, or put back the backup that was made before it."
)


@attrs.define(eq=False)
class NewerDatabase(RuntimeError):
    """The schema of the database is newer than this release knows. ``stored`` and ``known`` are revisions such as
    ``0009``."""

    stored: str
    known: str

    @property
    def sentence(self) -> Message:
        """The sentence for an operator, with what to do."""
        return NEWER.bind({"stored": self.stored, "known": self.known})

    def __str__(self) -> str:
        return str(self.sentence)
