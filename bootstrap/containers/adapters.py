"""The adapters: settings choose one for each port. Others are not imported, and nothing connects.

One container although it is long: it is the list of all choices, a line or two for each port."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from dependency_injector import containers, providers

from adapters.challenge_signer.hmac import HmacChallengeSigner
from adapters.clock.system import SystemClock
from adapters.common_passwords.zxcvbn import ZxcvbnCommonPasswords
from adapters.device_signer.hmac import HmacDeviceSigner
from adapters.email_parser.email_validator import EmailValidatorParser
from adapters.event_sink.log import LogEventSink
from adapters.event_sink.waking import WakingEventSink
from adapters.id_factory.uuid import UuidFactory
from adapters.key_derivation.hkdf import DerivedKeys, derive_keys
from adapters.link_signer.hmac import HmacLinkSigner
from adapters.principal_loader.concurrent import ConcurrentPrincipalLoader
from adapters.qr_code.segno import SegnoQrCode
from adapters.random_source.system import SystemRandomSource
from adapters.rate_limiter.metered import MeteredRateLimiter
from adapters.secret_cipher.aes_gcm import AesGcmSecretCipher
from adapters.tracer.null import NullTracer
from adapters.translator.babel import BabelTranslator
from application.jobs.services.wakeup import Wakeup
from application.ports.audit_mac import AuditMac
from application.ports.challenge_signer import ChallengeSigner
from application.ports.clock import Clock
from application.ports.common_passwords import CommonPasswords
from application.ports.device_signer import DeviceSigner
from application.ports.email_parser import EmailParser
from application.ports.event_sink import EventSink
from application.ports.id_factory import IdFactory
from application.ports.key_ring import KeyRing
from application.ports.link_signer import LinkSigner
from application.ports.mail_composer import MailComposer
from application.ports.mailer import Mailer
from application.ports.meter import Meter
from application.ports.password_hasher import PasswordHasher
from application.ports.principal_loader import PrincipalLoader
from application.ports.qr_code import QrCode
from application.ports.random_source import RandomSource
from application.ports.rate_limiter import RateLimiter
from application.ports.secret_cipher import SecretCipher
from application.ports.subscriber import Subscriber
from application.ports.token_signer import TokenSigner
from application.ports.tracer import Tracer
from application.ports.translator import Translator
from bootstrap.adapters.audit_mac import entry_mac, seal_mac
from bootstrap.adapters.connections import http_connections
from bootstrap.adapters.database import Storage, StorageContext, chosen_storage
from bootstrap.adapters.key_ring import key_ring
from bootstrap.adapters.mail_composer import jinja_composer
from bootstrap.adapters.mailer import MailerChoice, MailerContext, chosen_mailer
from bootstrap.adapters.meter import prometheus_meter
from bootstrap.adapters.password_hasher import HasherChoice, chosen_hasher
from bootstrap.adapters.rate_limiter import LimiterChoice, RateLimiterContext, chosen_limiter, no_limits
from bootstrap.adapters.secret_key import secret_key
from bootstrap.adapters.subscribers import LateSubscribers
from bootstrap.adapters.token_signer import AccessKeys, jws_signer, ring_keys, secret_keys
from bootstrap.adapters.token_store import SessionStorage, TokenStoreContext, chosen_token_store
from bootstrap.adapters.tracer import open_telemetry
from bootstrap.settings.settings import Settings
from entrypoints.http.operations.loop_lag import LoopLag
from entrypoints.http.server.connections import Connections


class AdaptersContainer(containers.DeclarativeContainer):
    """One provider for each port; a ``Selector`` where a setting chooses."""

    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    chosen = settings.provided

    clock_offset: providers.Provider[Callable[[], timedelta]] = providers.Object(timedelta)
    """Offset of the time of stores: none."""
    server_timeout: providers.Provider[timedelta | None] = providers.Object(None)
    """Timeout of servers; ``None`` takes the default of each adapter."""

    clock: providers.Provider[Clock] = providers.Singleton(SystemClock)
    ids: providers.Provider[IdFactory] = providers.Singleton(UuidFactory)
    wakeup: providers.Provider[Wakeup] = providers.Singleton(Wakeup)
    events: providers.Provider[EventSink] = providers.Singleton(
        WakingEventSink, sink=providers.Singleton(LogEventSink), wakeup=wakeup
    )
    subscribers: providers.Provider[Sequence[Subscriber]] = providers.Object(())
    """Subscribers of events, inside the transaction."""
    late_subscribers: providers.Provider[LateSubscribers] = providers.Singleton(LateSubscribers)
    emails: providers.Provider[EmailParser] = providers.Singleton(EmailValidatorParser)
    translator: providers.Provider[Translator] = providers.Singleton(BabelTranslator, languages=chosen.languages.spoken)

    keys: providers.Provider[DerivedKeys] = providers.Singleton(derive_keys, providers.Callable(secret_key, settings))
    access_keys: providers.Provider[AccessKeys] = providers.Selector(
        chosen.keys.signing,
        secret=providers.Singleton(secret_keys, keys.provided.access_token),
        ring=providers.Singleton(ring_keys, chosen.keys.signing_keys, clock),
    )
    key_ring: providers.Provider[KeyRing] = providers.Singleton(
        key_ring, chosen.keys.signing_keys, clock, chosen.keys.notice, chosen.key_overlap
    )
    signer: providers.Provider[TokenSigner] = providers.Singleton(jws_signer, access_keys, keys, chosen.web.issuer)
    link_signer: providers.Provider[LinkSigner] = providers.Singleton(HmacLinkSigner, keys.provided.one_time_token)
    device_signer: providers.Provider[DeviceSigner] = providers.Singleton(HmacDeviceSigner, keys.provided.device)
    challenge_signer: providers.Provider[ChallengeSigner] = providers.Singleton(
        HmacChallengeSigner, keys.provided.challenge
    )
    cipher: providers.Provider[SecretCipher] = providers.Singleton(AesGcmSecretCipher, keys.provided.factor_secret)
    audit_mac: providers.Provider[AuditMac] = providers.Singleton(entry_mac, keys, chosen.keys.audit_former_secrets)
    seal_mac: providers.Provider[AuditMac] = providers.Singleton(seal_mac, keys, chosen.keys.audit_former_secrets)
    random: providers.Provider[RandomSource] = providers.Singleton(SystemRandomSource)
    qr_code: providers.Provider[QrCode] = providers.Singleton(SegnoQrCode)
    hasher_choice: providers.Provider[HasherChoice] = providers.Singleton(chosen_hasher, chosen.accounts)
    hasher: providers.Provider[PasswordHasher] = hasher_choice.provided.hasher
    common_passwords: providers.Provider[CommonPasswords] = providers.Singleton(ZxcvbnCommonPasswords)

    database: providers.Provider[Storage] = providers.Singleton(
        chosen_storage,
        providers.Factory(
            StorageContext,
            url=chosen.storage.database,
            events=events,
            subscribers=late_subscribers,
            clock=clock,
            clock_offset=clock_offset,
            timeout=server_timeout,
        ),
    )
    token_store: providers.Provider[SessionStorage] = providers.Singleton(
        chosen_token_store,
        providers.Factory(
            TokenStoreContext,
            url=chosen.storage.token_store,
            clock=clock,
            clock_offset=clock_offset,
            timeout=server_timeout,
            database=database.provider,
        ),
    )

    principals: providers.Provider[PrincipalLoader] = providers.Singleton(
        ConcurrentPrincipalLoader, token_store.provided.find, database.provided.find_user
    )

    limiter_choice: providers.Provider[LimiterChoice] = providers.Selector(
        chosen.limits.limiter,
        off=providers.Singleton(no_limits),
        on=providers.Singleton(
            chosen_limiter,
            providers.Factory(
                RateLimiterContext,
                url=chosen.limits.counter,
                clock=clock,
                keys=keys.provider,
                clock_offset=clock_offset,
                timeout=server_timeout,
            ),
        ),
    )

    mailer_choice: providers.Provider[MailerChoice] = providers.Singleton(
        chosen_mailer, providers.Factory(MailerContext, url=chosen.mail.url, sender=chosen.sender.text, clock=clock)
    )
    mailer: providers.Provider[Mailer] = mailer_choice.provided.mailer
    composer: providers.Provider[MailComposer] = providers.Singleton(jinja_composer, translator, chosen.service_name)

    tracer: providers.Provider[Tracer] = providers.Selector(
        chosen.operations.tracing,
        off=providers.Singleton(NullTracer),
        on=providers.Singleton(open_telemetry, chosen.operations.traces),
    )
    connections: providers.Provider[Connections] = providers.Singleton(http_connections, settings)
    loop_lag: providers.Provider[LoopLag] = providers.Singleton(LoopLag)
    meter: providers.Provider[Meter] = providers.Singleton(
        prometheus_meter, hasher_choice, loop_lag, clock, connections, database
    )
    limiter: providers.Provider[RateLimiter] = providers.Singleton(
        MeteredRateLimiter, limiter_choice.provided.limiter, meter
    )
