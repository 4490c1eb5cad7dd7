"""The model that every answer of a fault case is compared with, and the search of logs."""

from pathlib import Path

import jwt
from multidict import CIMultiDict, CIMultiDictProxy

from tests.faults.load.model import Model, faults_of
from tests.faults.report.table import outcome
from tests.faults.results import Row
from tests.faults.sweep import Swept, sweep
from tests.system.api.client import Reply

PROBLEM = {"Content-Type": "application/problem+json"}
SECRET = "a secret of thirty-two bytes or so"


def reply(status: int, body: object = None, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, CIMultiDictProxy(CIMultiDict(PROBLEM | named)), body or {"code": "any"})


def pair(generation: int, mark: str) -> dict[str, object]:
    access = jwt.encode({"sid": "s", "gen": generation, "sub": "u"}, SECRET)
    return {"access_token": access, "refresh_token": f"{generation}.{mark}"}


def row(**others: object) -> Row:
    noted = {"broken": [], "skipped": ""} | others
    return Row(case="any", storage="SQLite", dose={}, figures={}, seconds=1, swept=Swept(), **noted)  # type: ignore[arg-type]  # members of a row


def test_two_refresh_tokens_of_one_generation_are_noted_as_two() -> None:
    model = Model()
    for mark in ("one", "one", "other"):
        model.note_pair(pair(2, mark))
    assert model.successors == {("s", 2): {"2.one", "2.other"}}


def test_an_answer_of_500_an_error_that_is_no_problem_and_a_503_without_a_time_are_faults() -> None:
    assert len(faults_of(reply(500))) == 1
    assert len(faults_of(reply(404, Content_Type="text/plain"))) == 1
    assert len(faults_of(reply(503))) == 1
    assert faults_of(reply(503, Retry_After="1")) == []
    assert faults_of(reply(404)) == []


def test_a_password_a_token_and_a_hash_are_found_in_a_log_and_not_repeated(tmp_path: Path) -> None:
    log = tmp_path / "server.txt"
    for secret in ("my pass word", f"{jwt.encode({'a': 1}, SECRET)}", "$argon2id$v=19"):
        log.write_text(f"first line\nfound {secret} here\n")
        swept = sweep([log], ["my pass word"])
        assert swept.found == ["server.txt: found "]
    log.write_text("first line\nnothing here\n")
    assert sweep([log], ["my pass word"]).found == []


def test_a_case_is_kept_only_if_every_storage_has_kept_every_promise() -> None:
    assert outcome([row(), row()]) == "kept"
    assert outcome([row(), row(broken=["a mail came twice"])]) == "BROKEN: SQLite: a mail came twice"
    assert outcome([row(skipped="no pgbouncer")]) == "skipped: no pgbouncer"
    assert outcome([]) == "not run"
