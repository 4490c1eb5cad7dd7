"""What clients were promised: accounts, sessions and their ends, as far as answers have acknowledged them."""

from collections import Counter, defaultdict

import attrs
import jwt

from tests.system.api.client import Reply

PROBLEM = "application/problem+json"
MOST_SECRETS = 3000
SERVER_ERRORS = 500
OVERLOADED = 503


@attrs.frozen
class Claims:
    """What a token says of its session."""

    session: str
    generation: int
    user: str


def claims_of(token: str) -> Claims:
    """Reads a token without verifying it."""
    claims = jwt.decode(token, options={"verify_signature": False})
    return Claims(claims["sid"], claims["gen"], claims["sub"])


@attrs.define(eq=False)
class Model:
    """Grows with every answer. ``faults`` are answers that must not be."""

    accounts: set[str] = attrs.field(factory=set)
    """Addresses whose account was acknowledged, in small letters as everywhere here."""
    asked: set[str] = attrs.field(factory=set)
    mails: Counter[str] = attrs.field(factory=Counter)
    """Owed by acknowledged requests, by their addressee."""
    successors: dict[tuple[str, int], set[str]] = attrs.field(factory=lambda: defaultdict(set))
    """Refresh tokens by session and generation."""
    access_tokens: dict[str, set[str]] = attrs.field(factory=lambda: defaultdict(set))
    """By session."""
    sessions: dict[str, set[str]] = attrs.field(factory=lambda: defaultdict(set))
    """By user."""
    ended: set[str] = attrs.field(factory=set)
    """Sessions whose end was acknowledged."""
    answers: Counter[int] = attrs.field(factory=Counter)
    faults: list[str] = attrs.field(factory=list)
    secrets: set[str] = attrs.field(factory=set)
    longest: float = 0.0
    unanswered: int = 0

    def observe(self, operation: str, reply: Reply, seconds: float) -> None:
        """Notes any answer."""
        self.answers[reply.status] += 1
        self.longest = max(self.longest, seconds)
        if reply.status >= 400:
            self.faults += [f"{operation}: {fault}" for fault in faults_of(reply)]

    def note_pair(self, pair: dict[str, object]) -> None:
        """Notes a pair of tokens that was answered."""
        access, refresh = str(pair["access_token"]), pair.get("refresh_token")
        claims = claims_of(access)
        self.sessions[claims.user].add(claims.session)
        self.access_tokens[claims.session].add(access)
        self.keep_secret(access)
        if refresh:
            self.successors[claims.session, claims.generation].add(str(refresh))
            self.keep_secret(str(refresh))

    def keep_secret(self, secret: str) -> None:
        """Remembers what no log may have; so many are enough."""
        if len(self.secrets) < MOST_SECRETS:
            self.secrets.add(secret)


def faults_of(reply: Reply) -> list[str]:
    """What is wrong with an answer that is an error."""
    faults = []
    if reply.headers.get("Content-Type", "").partition(";")[0] != PROBLEM or "code" not in (reply.body or {}):
        faults.append(f"{reply.status} is no problem document")
    if reply.status >= SERVER_ERRORS and reply.status != OVERLOADED:
        faults.append(f"{reply.status} was answered: {(reply.body or {}).get('code')}")
    if reply.status == OVERLOADED and "Retry-After" not in reply.headers:
        faults.append("503 without Retry-After")
    return faults
