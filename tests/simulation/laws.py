"""Laws of sessions and links, checked with each answer that the service gives, also with those that get lost."""

import json
from base64 import urlsafe_b64decode
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import attrs

from bootstrap.simulation.client import Delivery
from bootstrap.simulation.simulation import LawBroken
from bootstrap.simulation.wire import Answer

GRACE_SECONDS = 10.0
ENDED = ("revoked_token", "token_reused")
OK, NO_CONTENT, BAD_REQUEST, INTERNAL_ERROR, UNAVAILABLE = 200, 204, 400, 500, 503


def claims_of(token: str) -> dict[str, Any]:
    """The claims of a token, unverified."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def require(holds: bool, law: str) -> None:
    """Raises ``LawBroken`` with the law."""
    if not holds:
        raise LawBroken(law)


@attrs.define(eq=False)
class Ending:
    """A request to end every session of a user; ``ended`` is ``None`` until it is answered."""

    begun: float
    ended: float | None = None


@attrs.define(eq=False)
class KnownSession:
    """All that the answers so far have shown of one session. ``ended`` is when its end was acknowledged, ``may_end``
    that an act which ends it has been asked for. ``generations`` are the seconds when a request began that brought
    each generation, ``unanswered`` the refreshes that may have taken effect, ``presented`` the generations whose
    tokens somebody has used."""

    user: str
    opened: float
    ended: float | None = None
    may_end: bool = False
    unanswered: set[int] = attrs.field(factory=set)
    generations: dict[int, float] = attrs.field(factory=dict)
    presented: set[int] = attrs.field(factory=set)

    def end(self, at: float) -> None:
        """Notes that an end was acknowledged."""
        self.ended = at if self.ended is None else min(self.ended, at)

    def is_over_for(self, delivery: Delivery) -> bool:
        """Whether its end was acknowledged before the request was sent."""
        return self.ended is not None and self.ended < delivery.begun


@attrs.define(eq=False)
class SessionLaws:
    """Holds each answer to what the answers before it have promised. ``link_owners`` are the ids of the users that
    links were mailed to, by the token of the link."""

    sessions: dict[str, KnownSession] = attrs.field(factory=dict)
    endings: defaultdict[str, dict[int, Ending]] = attrs.field(factory=lambda: defaultdict(dict))
    successors: dict[str, str] = attrs.field(factory=dict)
    link_owners: dict[str, str] = attrs.field(factory=dict)
    spent: set[str] = attrs.field(factory=set)
    seen: Counter[str] = attrs.field(factory=Counter)

    def __call__(self, delivery: Delivery) -> None:
        """Learns from a request that begins; checks an answer, then learns from it."""
        body = delivery.body if isinstance(delivery.body, Mapping) else {}
        if delivery.answer is None:
            self._begin(delivery, body)
            return
        status = delivery.answer.status
        self.seen[f"{delivery.method} {delivery.path.split('/')[-1]} {status} {_code(delivery) or ''}"] += 1
        require(status != INTERNAL_ERROR, f"no request fails unexpectedly: {delivery.path}")
        if delivery.token is not None:
            self._check_access(delivery, claims_of(delivery.token))
        if delivery.path.endswith("/refresh"):
            self._check_refresh(delivery, delivery.answer, body["refresh_token"])
        if delivery.path.endswith("/reset-password") and status == NO_CONTENT:
            require(body["token"] not in self.spent, "a link is spent once")
            self.spent.add(body["token"])
        if status in (OK, NO_CONTENT):
            self._end(delivery, body)
        self._learn_tokens(delivery, delivery.answer)

    def _begin(self, delivery: Delivery, body: Mapping[str, Any]) -> None:
        if delivery.token is not None:
            self._present(claims_of(delivery.token))
        if delivery.path.endswith("/refresh"):
            self._present(claims_of(body["refresh_token"])).unanswered.add(delivery.number)
        if delivery.path.endswith("/logout"):
            self.sessions[claims_of(body["refresh_token"])["sid"]].may_end = True
        user = self._user_that_is_ended(delivery, body)
        if user is not None:
            self.endings[user][delivery.number] = Ending(delivery.begun)
            for session in self._of_user(user):
                session.may_end = True

    def _present(self, claims: Mapping[str, Any]) -> KnownSession:
        session = self.sessions[claims["sid"]]
        session.presented.add(claims["gen"])
        return session

    def _end(self, delivery: Delivery, body: Mapping[str, Any]) -> None:
        assert delivery.ended is not None
        if delivery.path.endswith("/logout"):
            self.sessions[claims_of(body["refresh_token"])["sid"]].end(delivery.ended)
        user = self._user_that_is_ended(delivery, body)
        if user is not None:
            self.endings[user][delivery.number].ended = delivery.ended
            for session in self._of_user(user):
                if session.opened <= delivery.begun:
                    session.end(delivery.ended)

    def _user_that_is_ended(self, delivery: Delivery, body: Mapping[str, Any]) -> str | None:
        """The user all of whose sessions a request asks to end."""
        path = delivery.path
        if path.endswith(("/logout-all", "/me/password")) and delivery.token is not None:
            return str(claims_of(delivery.token)["sub"])
        if path.endswith("/lock"):
            return path.split("/")[-2]
        return self.link_owners.get(body["token"]) if path.endswith("/reset-password") else None

    def _of_user(self, user: str) -> list[KnownSession]:
        return [session for session in self.sessions.values() if session.user == user]

    def _check_access(self, delivery: Delivery, claims: Mapping[str, Any]) -> None:
        session = self.sessions[claims["sid"]]
        if _code(delivery) in ENDED:
            require(session.may_end, f"no session ends without a reason: {claims['sid']}")
        elif _code(delivery) is None:
            require(
                not session.is_over_for(delivery),
                f"no access token is accepted after the end of its session: {claims['sid']}",
            )

    def _check_refresh(self, delivery: Delivery, answer: Answer, presented: str) -> None:
        claims = claims_of(presented)
        session = self.sessions[claims["sid"]]
        if answer.status != UNAVAILABLE:
            session.unanswered.discard(delivery.number)
        if answer.status == OK:
            require(
                not session.is_over_for(delivery),
                f"no refresh token is accepted after the end of its session: {claims['sid']}",
            )
            successor = answer.json["refresh_token"]
            known = self.successors.setdefault(presented, successor)
            require(known == successor, f"a refresh token has one successor: {claims['sid']}")
        if _code(delivery) == "token_reused":
            self._check_theft(delivery, session, claims)
        elif _code(delivery) == "revoked_token":
            require(session.may_end, f"no session ends without a reason: {claims['sid']}")

    def _check_theft(self, delivery: Delivery, session: KnownSession, claims: Mapping[str, Any]) -> None:
        """A token that was reused is older than the one before the current one, or that one has been there for the
        grace time."""
        assert delivery.ended is not None
        generation, newest = claims["gen"], max(session.generations)
        if not session.unanswered:
            require(newest > generation, f"the current refresh token is never called stolen: {claims['sid']}")
        if newest == generation + 1 and not session.unanswered:
            age = delivery.ended - session.generations[newest]
            require(age >= GRACE_SECONDS, f"racing tabs are not called thieves: {claims['sid']}")
            require(newest in session.presented, f"who lost an answer is not called a thief: {claims['sid']}")
        session.may_end = True

    def _learn_tokens(self, delivery: Delivery, answer: Answer) -> None:
        pair = answer.json if answer.status == OK else None
        if not isinstance(pair, dict) or "refresh_token" not in pair:
            return
        assert delivery.ended is not None
        claims = claims_of(pair["refresh_token"])
        session = self.sessions.get(claims["sid"])
        if session is None:
            session = self.sessions[claims["sid"]] = KnownSession(claims["sub"], delivery.ended)
            session.may_end = any(
                ending.ended is None or ending.ended >= delivery.begun
                for ending in self.endings[claims["sub"]].values()
            )
        generation = claims["gen"]
        session.generations[generation] = min(session.generations.get(generation, delivery.begun), delivery.begun)


def _code(delivery: Delivery) -> str | None:
    """The code of an error."""
    if delivery.answer is None or delivery.answer.status < BAD_REQUEST:
        return None
    code: str | None = (delivery.answer.json or {}).get("code")
    return code
