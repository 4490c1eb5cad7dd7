import secrets

from application.ports.random_source import RandomSource


class SystemRandomSource(RandomSource):
    """Takes them from the operating system."""

    def secret(self, count: int) -> bytes:
        return secrets.token_bytes(count)
