"""The ports of use cases over memory, made by hand: what a test of one use case hands to its constructor."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from adapters.common_passwords.zxcvbn import ZxcvbnCommonPasswords
from adapters.device_signer.hmac import HmacDeviceSigner
from adapters.event_sink.memory import MemoryEventSink
from adapters.id_factory.uuid import UuidFactory
from adapters.link_signer.hmac import HmacLinkSigner
from adapters.password_hasher.argon2 import Argon2PasswordHasher
from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.lookup import look_up
from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork
from adapters.principal_loader.concurrent import ConcurrentPrincipalLoader
from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.token_store.memory import MemoryTokenStore
from application.accounts.services import account_mails
from application.accounts.services.account_data import ACCOUNT, LINKS
from application.accounts.services.check_password import CheckPassword
from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.decoys import Decoys
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_verifier import LinkVerifier
from application.accounts.services.mail_kinds import MailKinds
from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.password_service import PasswordService
from application.accounts.services.record_event import RecordEvent
from application.credentials.services import credential_mails
from application.credentials.services.credential_data import CREDENTIALS
from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job_data import JOBS
from application.sessions.services import session_mails
from application.sessions.services.session_data import session_data
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.login_throttling import LoginThrottling
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.password_policy import PasswordPolicy
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.accounts.purposes import Purpose
from domain.accounts.user import User
from domain.jobs.stored_job import StoredJob
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.language import Language
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.rate_limits import RateLimit
from tests.support.clocks import StoppedClock

PASSWORD = "vXq3-mountain-river"
KEY = bytes(range(32))
GUESSES = LoginThrottling(
    sign_ins=RateLimit("sign-ins", 60, 60),
    one_network=RateLimit("logins-of-account", 5, 900),
    unknown_devices=RateLimit("logins-of-account-anywhere", 50, 900),
    known_device=RateLimit("logins-of-device", 3, 900),
    beyond_limit=RateLimit("logins-beyond-limit", 3, 900),
)


def a_person(email: str = "ada@example.org") -> Person:
    return Person(
        email=EmailAddress(email),
        first_name=PersonName("Ada"),
        last_name=PersonName("Lovelace"),
        language=Language("en"),
    )


class MemoryPorts:
    """Adapters over memory, and the services that are made of nothing else. Time stands still at noon."""

    def __init__(self) -> None:
        self.clock = StoppedClock()
        self.ids = UuidFactory()
        self.sink = MemoryEventSink()
        database = MemoryDatabase()
        self.begin = MemoryBeginWork(database, self.sink)
        self.read = MemoryReadWork(database)
        self.store = MemoryTokenStore(self.clock)
        self.principals = ConcurrentPrincipalLoader(self.store.look_up, partial(look_up, database, User))
        self.limiter = MemoryRateLimiter(self.clock)
        self.hasher = Argon2PasswordHasher(memory_kib=8, time_cost=1)
        self.link_signer, self.device_signer = HmacLinkSigner(KEY), HmacDeviceSigner(KEY)
        self.record = RecordEvent(self.begin)
        self.enqueue = Enqueue(self.clock, self.ids)
        self.mail_kinds = MailKinds.of(
            [*account_mails.LINKED, *account_mails.NOTICES, *credential_mails.ALL, *session_mails.ALL]
        )
        self.mails = OutgoingMail(self.enqueue, self.clock, self.ids, self.mail_kinds)
        self.links = LinkVerifier(self.link_signer, self.clock)
        self.passwords = PasswordService(PasswordPolicy(ZxcvbnCommonPasswords()), self.hasher)
        decoys = Decoys(self.read, self.hasher, self.clock, KEY)
        self.check_password = CheckPassword(self.passwords, decoys, self.limiter, GUESSES)
        self.confirm_password = ConfirmPassword(self.read, self.check_password, self.record, self.clock)
        self.mail_quota = MailQuota(self.limiter, RateLimit("mails-to", 5, 3600))
        self.session_policy = SessionPolicy()
        self.personal_data = [ACCOUNT, LINKS, *CREDENTIALS, JOBS, session_data(self.store, self.enqueue)]

    async def add_user(
        self,
        email: str = "ada@example.org",
        *,
        role: Role | None = None,
        verified: bool = True,
        password: str | None = PASSWORD,
    ) -> User:
        """Stores a user; hashing is skipped where there is no ``password``."""
        password_hash = await self.hasher.hash(password) if password else "unusable"
        user = User.register(self.ids.random(), a_person(email), password_hash=password_hash, at=self.clock.now())
        user.role, user.is_staff, user.is_email_verified = role, role is not None, verified
        return await self._store(user)

    async def add_invited(self, email: str = "ada@example.org") -> User:
        """Stores a user who was invited by the operator and has not chosen a password."""
        return await self._store(
            User.invite(self.ids.random(), a_person(email), by=OPERATOR, role=None, at=self.clock.now())
        )

    async def _store(self, user: User) -> User:
        user.collect_events()
        async with self.begin() as work:
            await work.users.create(user)
            await work.commit()
        return user

    async def add_session(self, user: User, *, platform: Platform = Platform.CUSTOMER) -> Session:
        """Stores a session that was opened at this moment."""
        policy, now = self.session_policy, self.clock.now()
        session = Session.open(
            self.ids.ordered(), user=user, platform=platform, device=Device(), now=now, policy=policy
        )
        await self.store.add(session)
        return session

    def link_life(self, purpose: Purpose) -> timedelta:
        """Returns how long links of a purpose are good."""
        links = [kind.link for kind in self.mail_kinds.by_name.values() if kind.link]
        return next(link.life for link in links if link.purpose == purpose)

    async def add_link(self, user: User, purpose: Purpose, new_email: EmailAddress | None = None) -> str:
        """Stores a one-time token, and returns what its link bears."""
        token = OneTimeToken.issue(
            self.ids.ordered(),
            user_id=user.pk,
            purpose=purpose,
            at=self.clock.now(),
            life=self.link_life(purpose),
            new_email=new_email,
        )
        async with self.begin() as work:
            await work.one_time_tokens.create(token)
            await work.commit()
        return self.link_signer.sign(purpose, token.pk)

    async def user(self, pk: UUID) -> User:
        """Returns the user as stored."""
        async with self.read() as work:
            return await work.users.get_by_id(pk)

    async def jobs(self) -> list[StoredJob]:
        """Returns the stored jobs, oldest first."""
        async with self.read() as work:
            return await work.jobs.select_all(sort=StoredJob.pk.asc())

    async def update(self, user: User) -> None:
        """Stores changes of a user."""
        async with self.begin() as work:
            await work.users.update(user)
            await work.commit()

    async def delete(self, user: User) -> None:
        """Removes a user; their sessions stay in the store."""
        async with self.begin() as work:
            await work.users.delete(await work.users.get_by_id(user.pk))
            await work.commit()

    async def sessions_of(self, user: User) -> list[Session]:
        """Returns the stored sessions of a user, ended ones too, oldest first."""
        return [found.session for found in (await self.store.page_for_user(user.pk)).found]

    async def stored_links(self) -> list[OneTimeToken]:
        """Returns the stored one-time tokens, oldest first."""
        async with self.read() as work:
            return await work.one_time_tokens.select_all(sort=OneTimeToken.pk.asc())

    async def add_job(self, **values: object) -> StoredJob:
        """Stores a job that is due at this moment, unless ``values`` differ."""
        now = self.clock.now()
        usual = {"name": "ping", "arguments": "{}", "created_at": now, "run_at": now}
        row = {"pk": self.ids.ordered(), "language": Language("en"), "request_id": "-", **usual, **values}
        async with self.begin() as work:
            job = await work.jobs.create(None, **row)
            await work.commit()
        return job

    async def job(self, pk: UUID) -> StoredJob:
        """Returns the job as stored."""
        async with self.read() as work:
            return await work.jobs.get_by_id(pk)

    async def mail_jobs(self) -> list[DeliverMailJob]:
        """Returns the mails that were enqueued, oldest first."""
        return [DeliverMailJob.of(job.arguments) for job in await self.jobs() if job.name == DeliverMailJob.name]
