"""A method that does not exist: a code word. Besides its own class it takes one entry in the list of methods."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import jwt
import pytest

from application.credentials.services.authentication_method import AuthenticationMethod
from application.ports.unit_of_work import Repositories, UnitOfWork
from bootstrap.domains import second_factors
from bootstrap.ports import Ports
from domain.credentials.factor import Factor
from tests.support.app_harness import app_harness
from tests.system.api.conftest import serving
from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.mfa.conftest import ADA

WORD = "swordfish"


class CodeWord(AuthenticationMethod):
    """A word that the person and the service have agreed on. It can be said again and again."""

    name = "code_word"
    reference = "kba"

    async def is_enrolled(self, work: Repositories, user_id: UUID) -> bool:
        return bool(await work.factors.select_confirmed(user_id, self.name))

    async def accept(self, work: UnitOfWork, user_id: UUID, code: str, *, at: datetime) -> bool:
        for factor in await work.factors.select_confirmed(user_id, self.name):
            if hmac.compare_digest(factor.secret, hashed(code)):
                factor.use(factor.counter, at=at)
                await work.factors.update(factor)
                return True
        return False


def hashed(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def code_word(_ports: Ports) -> AuthenticationMethod:
    return CodeWord()


@pytest.fixture
def methods(monkeypatch: pytest.MonkeyPatch) -> Sequence[Callable[[Ports], AuthenticationMethod]]:
    """The list, with one line more."""
    grown = (*second_factors.METHODS, code_word)
    monkeypatch.setattr(second_factors, "METHODS", grown)
    return grown


@pytest.mark.usefixtures("methods")
async def test_a_new_method_joins_by_a_line_in_the_list(tmp_path: Path) -> None:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        user = await harness.register(ADA)
        async with harness.container.ports().begin() as work:
            now = harness.clock.now()
            await work.factors.create(
                Factor(
                    pk=harness.container.ports().ids.random(),
                    user_id=user.pk,
                    kind=CodeWord.name,
                    secret=hashed(WORD),
                    is_confirmed=True,
                    created_at=now,
                )
            )
            user.set_mfa(True, at=now)
            await work.users.update(user)
            await work.commit()
        ada = Authenticator(harness, client, ADA)
        asked = await client.log_in(ADA)
        refused = await ada.answer(asked.body["challenge"], "marlin", "code_word")
        done = await ada.answer(asked.body["challenge"], WORD, "code_word")
        claims = jwt.decode(done.body["access_token"], options={"verify_signature": False})
        mine = client.with_token(done.body["access_token"])
        [shown] = (await mine("GET", "/me/factors")).body["items"]
        await harness.do_jobs()
    assert asked.body["methods"] == ["code_word"]
    assert (refused.code, done.status) == ("invalid_code", 200)
    assert claims["amr"] == ["pwd", "kba", "mfa"]
    assert shown["kind"] == "code_word"
