import attrs


@attrs.define(eq=False)
class NewerDatabase(RuntimeError):
    """A newer release has changed the schema: this one would not understand it."""

    stored: str
    known: str

    def __str__(self) -> str:
        return (
            f"A newer release has migrated the database: it is at version {self.stored}, this release knows "
            f"{self.known}. Start the newer release, or put back the backup that was made before it."
        )
