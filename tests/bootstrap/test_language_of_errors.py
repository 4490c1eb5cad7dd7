"""The language of errors that an operator can mend."""

import json
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest
from dependency_injector import providers

from adapters.key_ring.ring import Ring
from adapters.persistence.newer_database import NewerDatabase
from adapters.persistence.sqlalchemy.server_refusals import CURES, NAME
from application.ports.key_ring import KeyRingError
from application.ports.server_refusal import RefusedByServer
from bootstrap.adapters.optional_packages import MissingExtra
from bootstrap.adapters.secret_key import secret_file, secret_key
from bootstrap.commands.command_runner import report_operator_errors
from bootstrap.commands.doctor_checks import describe_newer
from bootstrap.commands.translation import translation
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import known_settings
from bootstrap.lifecycle import CannotStart, running
from bootstrap.settings.declaration import SettingSpec
from bootstrap.settings.wrong_settings import WrongSettings
from domain.shared_kernel.language import SOURCE_LANGUAGE, Language
from domain.shared_kernel.messages import Message, Sentence
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.http.serving import CannotListen
from tests.entrypoints.cli.cli_runner import cortex_in
from tests.support.app_harness import SECRET, settings_of
from tests.support.languages import LANGUAGES
from tests.support.servers.refusing_redis import refusing_redis

FOREIGN = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
TWO_WRONG = {"PORT": "eighty", "SESSION_IDLE": "soon"}


def in_language(sentence: Sentence, language: str = "de") -> str:
    assert isinstance(sentence, Message), f"{sentence!r} is not translated"
    return translation({"LANG": language})(sentence)


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("declaration", known_settings().values(), ids=known_settings())
def test_every_setting_names_what_it_must_be_in_every_language(declaration: SettingSpec, language: Language) -> None:
    assert in_language(declaration.must, language) != str(declaration.must)


def test_wrong_settings_are_a_line_each_in_the_language_of_the_operator(tmp_path: Path) -> None:
    done = cortex_in("de_DE.UTF-8", tmp_path, "users", "list", **TWO_WRONG)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (
        1,
        "",
        [
            "CORTEX_PORT ist 'eighty'; erwartet: eine ganze Zahl von 0 bis 65535, zum Beispiel CORTEX_PORT=8080",
            "CORTEX_SESSION_IDLE ist 'soon'; erwartet: eine Zeit von 5m bis 365d, zum Beispiel CORTEX_SESSION_IDLE=7d",
        ],
    )


def test_wrong_settings_are_in_english_as_json(tmp_path: Path) -> None:
    done = cortex_in("de_DE.UTF-8", tmp_path, "users", "list", "--json", **TWO_WRONG)
    english = (
        "CORTEX_PORT is 'eighty': it must be a whole number from 0 to 65535, for example CORTEX_PORT=8080\n"
        "CORTEX_SESSION_IDLE is 'soon': it must be a time from 5m to 365d, for example CORTEX_SESSION_IDLE=7d"
    )
    assert json.loads(done.stderr) == {"error": {"code": "wrong_settings", "detail": english}}


def test_the_doctor_names_a_wrong_setting_in_the_language_of_the_operator_and_its_example_below(tmp_path: Path) -> None:
    done = cortex_in("de_DE.UTF-8", tmp_path, "doctor", **TWO_WRONG)
    setting, example, *_others = map(str.strip, done.stdout.splitlines())
    assert setting.endswith("CORTEX_PORT ist 'eighty'; erwartet: eine ganze Zahl von 0 bis 65535")
    assert example == "CORTEX_PORT=8080"


@pytest.mark.parametrize(
    ("settings", "german"),
    [
        ({"CONFIG": "nowhere.toml"}, "CORTEX_CONFIG ist 'nowhere.toml': Diese Datei gibt es nicht"),
        ({"CONFIG": "broken.toml"}, "Die Datei mit Einstellungen broken.toml lässt sich nicht lesen: "),
        ({"CONFIG": "strange.toml"}, "speed: Das sind keine Einstellungen; "),
        (
            {"CONFIG": "open.toml"},
            "open.toml enthält CORTEX_SECRET_KEY und ist für andere als Eigentümer und Gruppe",
        ),
        ({"DATABSE_URL": "memory://"}, "CORTEX_DATABSE_URL ist keine Einstellung: Meinten Sie CORTEX_DATABASE_URL?"),
        ({"DATABASE_URL": "postgresql://db/cortex"}, "CORTEX_SECRET_KEY fehlt: "),
        ({"MAIL_URL": "smtp://mail:25", "PUBLIC_URL": "https://192.0.2.7"}, "CORTEX_MAIL_FROM fehlt: "),
        ({"SECRET_KEY": "short"}, "CORTEX_SECRET_KEY stimmt nicht; erwartet: mindestens 32 Bytes Zufall"),
    ],
)
def test_each_fault_of_settings_is_named_in_the_language_of_the_operator(
    tmp_path: Path, settings: dict[str, str], german: str
) -> None:
    (tmp_path / "broken.toml").write_text("port = [")
    (tmp_path / "strange.toml").write_text("speed = 9")
    (tmp_path / "open.toml").write_text(f'secret_key = "{SECRET}"')
    (tmp_path / "open.toml").chmod(0o644)
    assert german in cortex_in("de", tmp_path, "users", "list", **settings).stderr


def test_keys_that_are_not_there_are_named_in_the_language_of_the_operator(tmp_path: Path) -> None:
    german = (
        "In cortex.keys, der Datei von CORTEX_SIGNING_KEYS, sind keine Schlüssel: cortex keys generate erzeugt einen."
    )
    assert cortex_in("de", tmp_path, "keys", "list", SIGNING_KEYS="cortex.keys").stderr == f"{german}\n"
    assert german in cortex_in("de", tmp_path, "doctor", SIGNING_KEYS="cortex.keys").stdout


@pytest.mark.parametrize(
    ("error", "code", "german"),
    [
        (
            CannotListen("::1", 80, "in use"),
            "cannot_be_done",
            "Auf [::1]:80 kann nicht gelauscht werden: in use. Setzen Sie CORTEX_PORT auf einen anderen Port.",
        ),
        (
            MissingExtra("CORTEX_TRACES_URL", "nexus-cortex[otel]"),
            "cannot_be_done",
            "CORTEX_TRACES_URL braucht Pakete, die nicht installiert sind: pip install 'nexus-cortex[otel]'",
        ),
        (CannotStart(Message("the database")), "service_unavailable", "die Datenbank"),
        (KeyRingError(Message("the database")), "cannot_be_done", "die Datenbank"),
    ],
)
def test_an_error_that_an_operator_can_mend_is_reported_in_the_language_of_the_operator(
    error: Exception, code: str, german: str
) -> None:
    with pytest.raises(CommandFailed) as failed, report_operator_errors():
        raise error
    (sentence,) = failed.value.sentences
    assert (in_language(sentence), failed.value.code) == (german, code)


def test_a_database_of_a_newer_release_is_named_in_the_language_of_the_operator() -> None:
    with pytest.raises(CommandFailed) as failed, report_operator_errors():
        raise NewerDatabase("9999", "0014")
    (sentence,) = failed.value.sentences
    assert "Version 9999, diese Ausgabe kennt 0014" in in_language(sentence)
    assert describe_newer("9999", "0014") == sentence


def test_a_ring_without_keys_says_in_the_language_of_the_operator_how_to_make_one() -> None:
    with pytest.raises(KeyRingError) as refused:
        Ring().require_active(datetime.now(UTC))
    german = "Es gibt noch keinen Schlüssel: cortex keys generate erzeugt einen."
    assert in_language(refused.value.sentence) == german


def test_a_damaged_secret_is_named_in_the_language_of_the_operator(tmp_path: Path) -> None:
    database = tmp_path / "cortex.db"
    file = secret_file(database)
    file.touch(mode=0o600)
    with pytest.raises(WrongSettings) as refused:
        secret_key(settings_of(database_url=f"sqlite+aiosqlite:///{database}", secret_key=""))
    (line,) = refused.value.lines
    assert in_language(line).startswith(f"{file} ist beschädigt: ")


async def refusal_of_start(container: Container) -> str:
    """The German sentence of a service that does not start."""
    with pytest.raises(CannotStart) as refused:
        async with running(container):
            pytest.fail("it started")
    return in_language(refused.value.sentence)


async def test_a_database_that_cannot_be_used_is_named_in_the_language_of_the_operator() -> None:
    settings = settings_of(database_url="sqlite+aiosqlite:////nowhere/at/all/cortex.db")
    sentence = await refusal_of_start(Container(settings=settings))
    assert sentence.startswith("Die Datenbank /nowhere/at/all/cortex.db lässt sich nicht benutzen. Eine Datei: Ist sie")
    assert sentence.endswith("Die Meldung: unable to open database file.")


async def test_a_database_that_refuses_is_named_with_the_cure_in_the_language_of_the_operator() -> None:
    async def refuse() -> None:
        raise RefusedByServer(NAME, "its disk is full", CURES["3F000"])

    container = Container(settings=settings_of(database_url="memory://"))
    container.database.override(providers.Object(attrs.evolve(container.database(), check_server=refuse)))
    assert await refusal_of_start(container) == (
        "Die Datenbank memory lässt sich nicht benutzen: its disk is full. "
        "Sorgen Sie für ein Schema in ihrem search_path: CREATE SCHEMA public."
    )


async def test_a_redis_that_refuses_is_named_with_the_cure_in_the_language_of_the_operator() -> None:
    async with refusing_redis("NOPERM this user has no permissions to run the 'evalsha' command") as url:
        settings = settings_of(database_url="memory://", token_store_url=url)
        sentence = await refusal_of_start(Container(settings=settings))
    assert sentence.startswith("CORTEX_TOKEN_STORE_URL: Redis lässt sich nicht benutzen: NOPERM this user")
    assert "Lassen Sie seinen Benutzer Skripte ausführen, mit jedem Befehl auf den Schlüsseln {cortex*: ACL" in sentence
