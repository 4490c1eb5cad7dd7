import attrs


@attrs.define(eq=False)
class NewerDatabase(RuntimeError):
    """The schema of the database is newer than this release knows. ``stored`` and ``known`` are revisions such as
    ``0009``."""

    stored: str
    known: str

    def __str__(self) -> str:
        return (
            f"A newer release has migrated the database: it is at version {self.stored}, this release knows "
            f"{self.known}. Start the newer release, or put back the backup that was made before it."
        )
