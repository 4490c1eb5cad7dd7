from adapters.password_hasher.argon2 import Argon2PasswordHasher
from bootstrap.settings.accounts import AccountSettings


def argon2_hasher(settings: AccountSettings) -> Argon2PasswordHasher:
    """Returns an Argon2id hasher with the parameters of the settings."""
    return Argon2PasswordHasher(
        memory_kib=settings.hash_memory, time_cost=settings.hash_passes, workers=settings.hash_threads
    )
