"""The password hasher, by its name. Only the chosen one is imported, and Argon2id, which earlier hashes may be of."""

from collections.abc import Callable

import attrs

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from adapters.password_hasher.migrating import MigratingPasswordHasher
from application.ports.password_hasher import PasswordHasher
from bootstrap.adapters.making import made
from bootstrap.registry.adapter import Adapter
from bootstrap.settings.accounts import AccountSettings
from bootstrap.settings.adapter_tables import PASSWORD_HASHERS
from bootstrap.settings.hasher_name import HasherName, HasherNameRule

OWN_NAME = "argon2"


@attrs.frozen
class HasherChoice:
    """The chosen hasher. ``load`` returns the number of passwords that are being hashed or wait, ``close`` ends its
    threads."""

    hasher: PasswordHasher
    load: Callable[[], int]
    close: Callable[[], None]


@attrs.frozen(kw_only=True)
class HasherContext:
    """The parts of a hasher. ``threads`` is the number of passwords hashed at once, 0 for one a core; of the
    settings ``hash_memory`` and ``hash_passes`` are meant for Argon2id."""

    name: HasherName
    threads: int
    settings: AccountSettings


class HasherAdapter(Adapter[HasherName, HasherContext, HasherChoice]):
    """An adapter of the password hasher."""

    group = "cortex.password_hashers"


def chosen_hasher(settings: AccountSettings) -> HasherChoice:
    """Makes the hasher that the settings choose. One of another package verifies its own hashes; those that Argon2id
    made are verified by it and then made anew."""
    context = HasherContext(name=settings.hasher, threads=settings.hash_threads, settings=settings)
    chosen = made(PASSWORD_HASHERS, settings.hasher.scheme, HasherAdapter, context)
    if settings.hasher.scheme == OWN_NAME:
        return chosen
    former = _argon2(context)

    def close() -> None:
        chosen.close()
        former.close()

    migrating = MigratingPasswordHasher(chosen.hasher, former.hasher, "$argon2")
    return HasherChoice(migrating, lambda: chosen.load() + former.load(), close)


def _argon2(context: HasherContext) -> HasherChoice:
    """Argon2id with the parameters of the settings."""
    settings = context.settings
    hasher = Argon2PasswordHasher(
        memory_kib=settings.hash_memory, time_cost=settings.hash_passes, workers=context.threads
    )
    return HasherChoice(hasher, hasher.load, hasher.close)


ARGON2 = HasherAdapter(form="argon2", read=HasherNameRule(), make=_argon2)
