"""Time, identities, words and secrets: what stands beside every storage."""

from dependency_injector import containers, providers

from adapters.clock.system import SystemClock
from adapters.common_passwords.zxcvbn import ZxcvbnCommonPasswords
from adapters.device_signer.hmac import HmacDeviceSealer
from adapters.email_parser.email_validator import EmailValidatorParser
from adapters.event_sink.log import LogEventSink
from adapters.event_sink.waking import NudgingEventSink
from adapters.id_factory.uuid import UuidFactory
from adapters.key_derivation.hkdf import DerivedKeys, derive_keys
from adapters.link_signer.hmac import HmacLinkSealer
from adapters.password_hasher.argon2 import Argon2PasswordHasher
from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.jws import JwsTokenSigner
from adapters.token_signer.signing_key import OneKey
from adapters.translator.babel import BabelTranslator
from application.accounts.services.password_service import Passwords
from application.jobs.services.enqueue import Enqueue
from application.jobs.services.wakeup import Nudge
from application.ports.clock import Clock
from application.ports.device_signer import DeviceSealer
from application.ports.email_parser import EmailParser
from application.ports.event_sink import EventSink
from application.ports.id_factory import IdFactory
from application.ports.key_ring import KeyRing
from application.ports.link_signer import LinkSealer
from application.ports.token_signer import TokenSigner
from application.ports.translator import Translator
from bootstrap.adapters.key_ring import key_ring
from bootstrap.adapters.secret_key import secret_key
from bootstrap.adapters.token_signer import AccessKeys, kept_keys, secret_keys
from bootstrap.settings.settings import Settings
from domain.accounts.password_policy import PasswordPolicy
from domain.sessions.session import SessionPolicy


class FoundationContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)

    clock: providers.Provider[Clock] = providers.Singleton(SystemClock)
    ids: providers.Provider[IdFactory] = providers.Singleton(UuidFactory)
    nudge: providers.Provider[Nudge] = providers.Singleton(Nudge)
    events: providers.Provider[EventSink] = providers.Singleton(
        NudgingEventSink, sink=providers.Singleton(LogEventSink), nudge=nudge
    )
    enqueue: providers.Provider[Enqueue] = providers.Singleton(Enqueue, clock=clock, ids=ids)
    emails: providers.Provider[EmailParser] = providers.Singleton(EmailValidatorParser)
    translator: providers.Provider[Translator] = providers.Singleton(BabelTranslator)

    keys: providers.Provider[DerivedKeys] = providers.Singleton(derive_keys, providers.Callable(secret_key, settings))
    signing: dict[str, providers.Provider[AccessKeys]] = {
        "secret": providers.Singleton(secret_keys, keys.provided.access_token),
        "ring": providers.Singleton(kept_keys, path=settings.provided.keys.signing_keys, clock=clock),
    }
    access_keys: providers.Provider[AccessKeys] = providers.Selector(settings.provided.keys.signing, **signing)
    key_ring: providers.Provider[KeyRing] = providers.Singleton(
        key_ring,
        path=settings.provided.keys.signing_keys,
        clock=clock,
        notice=settings.provided.keys.notice,
        overlap=settings.provided.key_overlap,
    )
    signer: providers.Provider[TokenSigner] = providers.Singleton(
        JwsTokenSigner,
        access=access_keys.provided.keys,
        refresh=providers.Singleton(OneKey, providers.Singleton(HmacKey, keys.provided.refresh_token)),
        issuer=settings.provided.web.issuer,
    )
    sealer: providers.Provider[LinkSealer] = providers.Singleton(HmacLinkSealer, key=keys.provided.one_time_token)
    device_sealer: providers.Provider[DeviceSealer] = providers.Singleton(HmacDeviceSealer, key=keys.provided.device)

    hasher: providers.Singleton[Argon2PasswordHasher] = providers.Singleton(
        Argon2PasswordHasher,
        memory_kib=settings.provided.accounts.hash_memory,
        time_cost=settings.provided.accounts.hash_passes,
        workers=settings.provided.accounts.hash_threads,
    )
    password_policy: providers.Provider[PasswordPolicy] = providers.Singleton(
        PasswordPolicy,
        common=providers.Singleton(ZxcvbnCommonPasswords),
        min_length=settings.provided.accounts.password_min_length,
        max_length=settings.provided.accounts.password_max_length,
    )
    passwords: providers.Provider[Passwords] = providers.Singleton(Passwords, policy=password_policy, hasher=hasher)
    session_policy: providers.Provider[SessionPolicy] = providers.Singleton(
        SessionPolicy,
        idle=settings.provided.sessions.idle,
        absolute=settings.provided.sessions.longest,
        grace=settings.provided.sessions.grace,
        per_account=settings.provided.sessions.per_account,
    )
