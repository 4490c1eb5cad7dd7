"""Every interleaving, up to a stated depth, of an owner with two tabs, a thief, lost answers and time.

The model is the session as the server keeps it and, for each party, the newest tokens that reached it. Answers may be
lost; a thief may copy what the owner's device holds at any moment. All states that this can lead to are visited once.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import attrs

from domain.sessions.session import RefreshOutcome, Session
from tests.domain.people import NOON, POLICY, a_session

DEPTH = 9
PAST_GRACE = POLICY.grace + timedelta(seconds=1)


@attrs.frozen
class Party:
    """The generation of the newest refresh token and of the newest access token that it holds; 0 for none."""

    refresh: int = 0
    access: int = 0


@attrs.frozen
class SessionModel:
    generation: int = 1
    acknowledged: bool = True
    in_grace: bool = False
    ended: bool = False
    owner: Party = Party(1, 1)
    thief: Party = Party()
    in_flight: int = 0
    """The generation that the owner's second tab presents, on its way."""

    def session(self) -> Session:
        session = a_session()
        session.generation, session.is_acknowledged = self.generation, self.acknowledged
        session.rotated_at = NOON if self.in_grace else NOON - PAST_GRACE
        return session


def present(model: SessionModel, who: str, generation: int, *, delivered: bool) -> SessionModel:
    session, now = model.session(), NOON
    match session.classify(generation, now=now, policy=POLICY):
        case RefreshOutcome.CURRENT:
            session.rotate(now=now, policy=POLICY)
            model = attrs.evolve(model, generation=session.generation, acknowledged=False, in_grace=True)
        case RefreshOutcome.REPEATED:
            pass
        case _:
            return attrs.evolve(model, ended=True)
    if not delivered:
        return model
    party = Party(model.generation, model.generation)
    return attrs.evolve(model, owner=party) if who == "owner" else attrs.evolve(model, thief=party)


def use(model: SessionModel, who: str) -> SessionModel:
    session, generation = model.session(), getattr(model, who).access
    if session.needs_acknowledgement(generation):
        session.acknowledge()
    return attrs.evolve(model, acknowledged=session.is_acknowledged)


def steps(model: SessionModel) -> Iterator[tuple[str, SessionModel]]:
    for who in ("owner", "thief"):
        held = getattr(model, who)
        if held.refresh:
            yield f"{who} refreshes", present(model, who, held.refresh, delivered=True)
            yield f"{who} refreshes, the answer is lost", present(model, who, held.refresh, delivered=False)
        if held.access:
            yield f"{who} calls", use(model, who)
    yield "time passes", attrs.evolve(model, in_grace=False)
    yield "thief steals", attrs.evolve(model, thief=model.owner)
    if model.in_flight:
        arrived = present(model, "owner", model.in_flight, delivered=True)
        yield "the second tab's refresh arrives", attrs.evolve(arrived, in_flight=0)
    else:
        yield "the second tab sends a refresh", attrs.evolve(model, in_flight=model.owner.refresh)


@cache
def explore(*without: str) -> list[tuple[str, SessionModel, SessionModel]]:
    """Every step from every state within reach, but those whose names begin with one of ``without``."""
    taken = []
    seen, frontier = {SessionModel()}, [SessionModel()]
    for _step in range(DEPTH):
        later = []
        for model in frontier:
            for name, after in steps(model):
                if name.startswith(without):
                    continue
                taken.append((name, model, after))
                if after not in seen and not after.ended:
                    seen.add(after)
                    later.append(after)
        frontier = later
    return taken


def accepted(model: SessionModel, generation: int) -> bool:
    meaning = model.session().classify(generation, now=NOON, policy=POLICY)
    return meaning in {RefreshOutcome.CURRENT, RefreshOutcome.REPEATED}


def test_an_owner_alone_is_never_thrown_out_whatever_answers_are_lost() -> None:
    for name, before, after in explore("thief", "the second tab"):
        assert not after.ended, (name, before)


def test_a_tab_that_comes_late_within_the_grace_is_never_thrown_out() -> None:
    for name, before, after in explore("thief", "time passes"):
        assert not after.ended or before.in_flight < before.generation - 1, (name, before)


def test_one_generation_renews_and_at_most_the_one_before_repeats() -> None:
    for _name, _before, after in explore():
        meanings = [after.session().classify(g, now=NOON, policy=POLICY) for g in range(after.generation + 2)]
        assert meanings.count(RefreshOutcome.CURRENT) == 1
        assert meanings[after.generation] is RefreshOutcome.CURRENT
        assert meanings.count(RefreshOutcome.REPEATED) <= 1
        assert all(m is RefreshOutcome.REUSED for m in meanings[: max(0, after.generation - 1)])


def test_owner_and_thief_never_hold_two_different_tokens_that_both_work_once_the_newer_one_was_seen() -> None:
    for name, before, after in explore():
        held = {after.owner.refresh, after.thief.refresh} - {0}
        if len(held) == 2 and after.acknowledged and not after.in_grace:
            assert sum(accepted(after, generation) for generation in held) <= 1, (name, before)


def test_only_a_token_older_than_the_current_one_ends_a_session() -> None:
    for name, before, after in explore():
        if after.ended:
            second_tab = name.startswith("the second tab")
            presented = before.in_flight if second_tab else getattr(before, name.split()[0]).refresh
            assert presented < before.generation, (name, before)


def test_the_exploration_reaches_thefts_that_are_noticed_and_lost_answers_that_are_repeated() -> None:
    names = {name for name, _before, after in explore() if after.ended}
    assert {"owner refreshes", "thief refreshes"} <= names
    repeated = [b for n, b, a in explore() if n == "owner refreshes" and a.generation == b.generation and not a.ended]
    assert any(not model.in_grace for model in repeated)
