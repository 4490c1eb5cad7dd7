from adapters.password_hasher.argon2 import Argon2PasswordHasher
from bootstrap.settings.accounts import AccountSettings


def argon2_hasher(settings: AccountSettings) -> Argon2PasswordHasher:
    """Argon2id at the cost that the settings name."""
    return Argon2PasswordHasher(
        memory_kib=settings.hash_memory, time_cost=settings.hash_passes, workers=settings.hash_threads
    )
