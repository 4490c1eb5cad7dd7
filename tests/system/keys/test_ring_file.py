import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from adapters.key_ring.file import FileKeyRing
from adapters.key_ring.ring import Ring
from adapters.token_signer.pyjwt import PyJwtKey
from application.ports.key_ring import KeyAlgorithm, KeyRingError
from tests.support.clocks import StoppedClock
from tests.system.keys.rings import a_ring

STARTERS = 8
NOBODY = 65534


def generate_in(folder: Path) -> str:
    try:
        return a_ring(folder, StoppedClock()).generate(KeyAlgorithm.EDDSA).kid
    except KeyRingError:
        return ""


def rotate_in(folder: Path) -> str:
    _before, after = a_ring(folder, StoppedClock()).rotate()
    return after.kid


def all_at_once(act: Callable[[Path], str], folder: Path) -> list[str]:
    with ProcessPoolExecutor(STARTERS, mp_context=get_context("forkserver")) as pool:
        return list(pool.map(act, [folder] * STARTERS))


@pytest.fixture
def file(ring: FileKeyRing) -> Path:
    ring.generate(KeyAlgorithm.EDDSA)
    return ring.file.path


def test_a_key_file_is_readable_by_its_owner_alone_and_nothing_lies_beside_it(
    ring: FileKeyRing, file: Path, tmp_path: Path
) -> None:
    ring.rotate()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def key_in(keys: Ring, kid: str, at: datetime) -> PyJwtKey:
    found = keys.find(kid, at)
    assert found is not None
    return found.key


@pytest.mark.parametrize("algorithm", KeyAlgorithm)
def test_keys_are_read_as_they_were_written(ring: FileKeyRing, algorithm: KeyAlgorithm) -> None:
    made = ring.generate(algorithm)
    ring.rotate()
    kept, again = ring.file.read(), ring.file.read()
    token = key_in(kept, made.kid, made.created_at).sign(b"message")
    assert key_in(again, made.kid, made.created_at).verify(b"message", token)
    assert not key_in(again, ring.list()[1].kid, made.created_at).verify(b"message", token)


def test_racing_generations_leave_one_signing_and_one_waiting_key(tmp_path: Path) -> None:
    made = all_at_once(generate_in, tmp_path)
    kept = a_ring(tmp_path, StoppedClock()).list()
    assert sorted(filter(None, made)) == sorted(key.kid for key in kept)
    assert len(kept) == 2


def test_racing_rotations_agree_on_one_key(ring: FileKeyRing, file: Path, tmp_path: Path) -> None:
    assert len(set(all_at_once(rotate_in, tmp_path))) == 1
    assert len(ring.list()) == 2


def test_a_link_to_the_file_stays_a_link(ring: FileKeyRing, file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file.rename(elsewhere / "real.keys")
    file.symlink_to(elsewhere / "real.keys")
    ring.rotate()
    assert file.is_symlink()
    assert len(ring.list()) == 2


def test_a_draft_that_cannot_be_kept_leaves_the_file_and_no_draft(
    ring: FileKeyRing, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()
    monkeypatch.setattr("os.fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(KeyRingError, match="cannot be changed: No space left on device"):
        ring.rotate()
    assert (file.read_bytes(), list(file.parent.iterdir())) == (before, [file])


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o660, 0o666])
def test_a_file_that_is_open_to_others_is_refused(ring: FileKeyRing, file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(KeyRingError, match=f"chmod 600 {file}"):
        ring.list()


def test_a_group_may_be_let_in_to_read(ring: FileKeyRing, file: Path) -> None:
    file.chmod(0o440)
    assert len(ring.list()) == 1


def test_the_owner_and_the_mode_of_the_file_are_kept(ring: FileKeyRing, file: Path) -> None:
    file.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(file, NOBODY, NOBODY)
    before = file.stat()
    ring.rotate()
    after = file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino


Damage = Callable[[dict[str, object]], object]


def damaged(**changes: object) -> Damage:
    def damage(entry: dict[str, object]) -> object:
        return {"keys": [{name: value for name, value in {**entry, **changes}.items() if value is not ...}]}

    return damage


DAMAGE: dict[str, Damage] = {
    "no object": lambda entry: [],
    "no keys": lambda entry: {},
    "an empty list": lambda entry: {"keys": []},
    "no key": lambda entry: {"keys": [1]},
    "one key twice": lambda entry: {"keys": [entry, entry]},
    "no kid": damaged(kid=...),
    "an odd kid": damaged(kid="../x"),
    "a secret algorithm": damaged(alg="HS256"),
    "another algorithm": damaged(alg="ES256"),
    "another curve": damaged(crv="Ed448"),
    "no private half": damaged(d=...),
    "half a private half": damaged(d="AAAA"),
    "a number for a key": damaged(d=1),
    "another kind": damaged(kty="RSA"),
    "no birthday": damaged(created_at=...),
    "no date": damaged(created_at="yesterday"),
    "a time without a zone": damaged(signs_from="2026-01-01T12:00:00"),
    "a number for a time": damaged(accepted_until=1),
    "a key that never signs": damaged(signs_from=None),
    "a time at the end of the calendar": damaged(created_at="9999-12-31T23:59:59Z"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_told_in_one_line_without_secrets(ring: FileKeyRing, file: Path, damage: Damage) -> None:
    entry = json.loads(file.read_bytes())["keys"][0]
    file.write_text(json.dumps(damage(entry)))
    with pytest.raises(KeyRingError, match="damaged") as refused:
        ring.list()
    assert "\n" not in str(refused.value)
    assert entry["d"] not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"{", b'{"keys": [], "keys": []}', b"\xff", b"[" * 5000, b"NaN"])
def test_a_file_that_is_no_json_is_damaged_too(ring: FileKeyRing, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(KeyRingError, match="damaged"):
        ring.rotate()
    assert file.read_bytes() == content


def test_short_rsa_keys_are_refused(ring: FileKeyRing, file: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from jwt.algorithms import RSAAlgorithm

    short = RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 1024), as_dict=True)  # noqa: S505  # too short on purpose
    entry = json.loads(file.read_bytes())["keys"][0]
    file.write_text(json.dumps({"keys": [{**entry, **short, "alg": "RS256"}]}))
    with pytest.raises(KeyRingError, match="too short"):
        ring.list()
