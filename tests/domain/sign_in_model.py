"""The state of a sign-in by password and app: what the service keeps, and what each party holds."""

from uuid import UUID

import attrs

from domain.credentials.challenge import Challenge


@attrs.frozen
class Attempt:
    """A code that opened a session."""

    by: str
    challenge: UUID
    code: str


@attrs.frozen
class SignInModel:
    """``read`` are the codes that the attacker has seen, ``opened`` the sessions, ``challenges`` who holds which."""

    seconds: int = 0
    version: int = 1
    counter: int = 0
    failures: int = 0
    spent: str = ""
    challenges: tuple[tuple[str, Challenge], ...] = ()
    read: frozenset[str] = frozenset()
    opened: tuple[Attempt, ...] = ()

    @property
    def next_id(self) -> UUID:
        return UUID(int=len(self.challenges) + 1)

    def challenges_of(self, who: str) -> tuple[Challenge, ...]:
        return tuple(challenge for holder, challenge in self.challenges if holder == who)

    def challenged(self, who: str, challenge: Challenge) -> "SignInModel":
        return attrs.evolve(self, challenges=(*self.challenges, (who, challenge)))
