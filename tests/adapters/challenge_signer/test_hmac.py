from datetime import timedelta
from uuid import UUID

import attrs
import pytest

from adapters.challenge_signer.hmac import HmacChallengeSigner
from domain.credentials.challenge import Challenge
from domain.credentials.errors import InvalidChallenge
from domain.shared_kernel.platform import Platform
from tests.support.clocks import NOON
from tests.support.memory_ports import KEY

SIGNER = HmacChallengeSigner(KEY)
CHALLENGE = Challenge(
    id=UUID(int=1),
    user_id=UUID(int=2),
    platform=Platform.ADMIN,
    token_version=3,
    password_version=4,
    at=NOON,
    expires_at=NOON + timedelta(minutes=5),
    known_as=UUID(int=5),
)


@pytest.mark.parametrize("known_as", [None, UUID(int=7)])
@pytest.mark.parametrize("platform", Platform)
def test_a_challenge_is_read_as_it_was_signed(platform: Platform, known_as: UUID | None) -> None:
    challenge = attrs.evolve(CHALLENGE, platform=platform, known_as=known_as)
    assert SIGNER.verify(SIGNER.sign(challenge)) == challenge


def test_a_challenge_of_another_key_is_refused() -> None:
    with pytest.raises(InvalidChallenge):
        SIGNER.verify(HmacChallengeSigner(KEY[::-1]).sign(CHALLENGE))


def test_every_character_of_a_challenge_counts() -> None:
    signed = SIGNER.sign(CHALLENGE)
    for position, character in enumerate(signed):
        changed = f"{signed[:position]}{'A' if character != 'A' else 'B'}{signed[position + 1 :]}"
        with pytest.raises(InvalidChallenge):
            SIGNER.verify(changed)


def test_a_challenge_is_not_shown_with_its_key() -> None:
    assert repr(KEY)[2:-1] not in repr(SIGNER)
