"""Adapters of this repository and of installed packages, in one table for each port."""

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import attrs
import pytest

from bootstrap.adapters.broker import BrokerAdapter
from bootstrap.adapters.database import StorageAdapter
from bootstrap.adapters.mailer import MailerAdapter
from bootstrap.adapters.password_hasher import HasherAdapter
from bootstrap.adapters.rate_limiter import RateLimiterAdapter
from bootstrap.adapters.token_store import TokenStoreAdapter
from bootstrap.commands.translation import translation
from bootstrap.registry.adapter import Adapter
from bootstrap.registry.adapter_table import AdapterTable
from bootstrap.registry.built_in import PORTS, built_in
from bootstrap.registry.installed import entry_points_of
from bootstrap.registry.wrong_value import WrongValue
from bootstrap.settings.adapter_tables import ADAPTER_TABLES, TOKEN_STORES
from bootstrap.settings.server_urls import ServerUrl
from domain.shared_kernel.messages import Message
from tests.support.packages import install

KINDS: tuple[type[Adapter[Any, Any, Any]], ...] = (
    StorageAdapter,
    TokenStoreAdapter,
    BrokerAdapter,
    MailerAdapter,
    RateLimiterAdapter,
    HasherAdapter,
)
GROUP = "cortex.token_stores"
STONE = """
from bootstrap.adapters.token_store import TokenStoreAdapter
from bootstrap.settings.server_urls import ServerUrlRule

STONE = TokenStoreAdapter(
    form="stone://HOST:PORT, which may end in ?depth=METRES",
    read=ServerUrlRule(options={"depth": r"\\d+"}),
    make=lambda context: None,
)
"""
Installed = Callable[..., AdapterTable[ServerUrl]]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Installs packages, each with its entry points, beside the module ``stone``; the table of token stores then."""
    (tmp_path / "stone.py").write_text(STONE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "stone", raising=False)

    def table(**packages: Mapping[str, str]) -> AdapterTable[ServerUrl]:
        for name, schemes in packages.items():
            install(tmp_path, name, {GROUP: schemes})
        found = entry_points_of(distributions(path=[str(tmp_path)]))
        return attrs.evolve(TOKEN_STORES, installed=lambda: found)

    return table


def fault_of(table: AdapterTable[ServerUrl], url: str) -> str:
    with pytest.raises(WrongValue) as refused:
        table.read(url)
    return str(refused.value)


def german_fault_of(table: AdapterTable[ServerUrl], url: str) -> str:
    with pytest.raises(WrongValue) as refused:
        table.read(url)
    assert isinstance(refused.value.fault, Message)
    return translation({"LANG": "de"})(refused.value.fault)


@pytest.mark.parametrize("kind", KINDS)
def test_a_built_in_adapter_is_registered_as_one_of_a_package_is(kind: type[Adapter[Any, Any, Any]]) -> None:
    (table,) = [table for table in ADAPTER_TABLES if table.group == kind.group]
    for entry in built_in(kind.group):
        assert isinstance(entry.load(), kind)
        assert table.origin(entry.name) == "built in"
        stem = entry.name.removesuffix("s").partition("+")[0]
        assert stem in str(table.must) or stem.startswith("postgres")


def test_every_port_has_a_table_and_its_built_in_adapters() -> None:
    assert {table.group for table in ADAPTER_TABLES} == set(PORTS) == {kind.group for kind in KINDS}


def test_an_adapter_of_a_package_is_chosen_by_its_scheme_and_reads_its_url(installed: Installed) -> None:
    table = installed(cortex_stone={"stone": "stone:STONE"})
    assert table.read("stone://db:1?depth=3") == ServerUrl("stone://db:1?depth=3", "stone")
    assert table.origin("stone") == "cortex_stone 1.0"
    assert not table.is_volatile("stone")


@pytest.mark.parametrize("url", ["stone://", "stone://db?depth=deep", "stone://db?width=3", "stone://db/1"])
def test_a_url_that_its_rule_refuses_is_answered_with_its_form(installed: Installed, url: str) -> None:
    fault = fault_of(installed(cortex_stone={"stone": "stone:STONE"}), url)
    assert fault == "it must be stone://HOST:PORT, which may end in ?depth=METRES"


def test_a_form_that_a_package_gives_as_a_text_stands_in_a_sentence_of_the_operator(installed: Installed) -> None:
    table = installed(cortex_stone={"stone": "stone:STONE"})
    assert german_fault_of(table, "stone://") == "erwartet: stone://HOST:PORT, which may end in ?depth=METRES"


def test_an_unknown_scheme_is_answered_in_the_language_of_the_operator(installed: Installed) -> None:
    fault = german_fault_of(installed(), "granite://db")
    assert fault.startswith("erwartet: database://, memory://, redis://USER:PASSWORD@HOST:PORT/NUMBER (eines einzelnen")
    assert fault.endswith("eines installierten Pakets, ein Entry-Point in cortex.token_stores: es gibt keines")


def test_nothing_is_imported_before_its_scheme_is_chosen(installed: Installed) -> None:
    table = installed(cortex_stone={"stone": "stone:STONE"})
    table.read("database://")
    assert fault_of(table, "granite://db").endswith(
        ", or the scheme of an installed package, an entry point in cortex.token_stores: stone:// (cortex_stone 1.0)"
    )
    assert list(table.faults()) == []
    assert "stone" not in sys.modules


def test_an_unknown_scheme_is_answered_with_those_that_exist(installed: Installed) -> None:
    fault = fault_of(installed(), "granite://db")
    for known in ("database://", "memory://", "redis://", "rediss://"):
        assert known in fault


def test_an_unknown_scheme_is_answered_with_those_that_packages_bring(installed: Installed) -> None:
    further = ", or the scheme of an installed package, an entry point in cortex.token_stores: "
    assert fault_of(installed(), "etcd://db").endswith(f"{further}there is none")
    table = installed(cortex_stone={"stone": "stone:STONE"}, cortex_granite={"granite": "stone:STONE"})
    _, _, listed = fault_of(table, "etcd://db").partition(further)
    assert sorted(listed.split(", ")) == ["granite:// (cortex_granite 1.0)", "stone:// (cortex_stone 1.0)"]


def test_a_scheme_of_another_port_is_named_with_its_package(tmp_path: Path) -> None:
    install(tmp_path, "cortex-stone", {"cortex.mailers": {"stone": "stone:STONE"}})
    found = entry_points_of(distributions(path=[str(tmp_path)]))
    fault = fault_of(attrs.evolve(TOKEN_STORES, installed=lambda: found), "stone://db")
    assert fault.endswith("; stone:// of cortex-stone 1.0 is for cortex.mailers")


def test_an_extra_of_the_service_that_brings_a_scheme_is_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Metadata:
        def get_all(self, name: str) -> list[str]:
            return {"Provides-Extra": ["otel", "adapter-stone"]}[name]

    class Service:
        metadata = Metadata()

    monkeypatch.setattr("bootstrap.registry.installed.distribution", lambda _name: Service)
    assert fault_of(TOKEN_STORES, "stone://db").endswith("; for stone:// pip install 'nexus-cortex[adapter-stone]'")
    assert "pip" not in fault_of(TOKEN_STORES, "otel://db")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("nowhere:STONE", "cannot be imported: ModuleNotFoundError: No module named 'nowhere'"),
        ("stone:GRANITE", "cannot be imported: AttributeError"),
        ("stone:TokenStoreAdapter", "is no adapter for cortex.token_stores, but a type"),
        ("bootstrap.adapters.mailer:SMTP", "is no adapter for cortex.token_stores, but a MailerAdapter"),
    ],
)
def test_a_registration_that_leads_nowhere_is_refused_by_name(installed: Installed, reference: str, said: str) -> None:
    fault = fault_of(installed(cortex_stone={"stone": reference}), "stone://db")
    assert fault.startswith(f"its adapter {reference} (cortex_stone 1.0) ")
    assert said in fault
    assert "\n" not in fault


def test_two_packages_that_claim_one_scheme_are_refused(installed: Installed) -> None:
    table = installed(cortex_stone={"stone": "stone:STONE"}, granite={"stone": "stone:STONE"})
    (fault,) = map(str, table.faults())
    for said in ("CORTEX_TOKEN_STORE_URL: stone:// is claimed by two", "(cortex_stone 1.0)", "(granite 1.0)"):
        assert said in fault


def test_a_package_that_claims_a_built_in_scheme_is_refused(installed: Installed) -> None:
    (fault,) = map(str, installed(cortex_stone={"redis": "stone:STONE"}).faults())
    assert "redis:// is claimed by two adapters" in fault
    assert "(built in)" in fault


def test_a_name_that_is_no_scheme_is_refused(installed: Installed) -> None:
    (fault,) = map(str, installed(cortex_stone={"Stone Age": "stone:STONE"}).faults())
    assert fault == "cortex_stone 1.0 registers 'Stone Age' in cortex.token_stores: that is no scheme of a URL"


def test_the_first_of_two_installed_packages_of_one_name_counts(tmp_path: Path) -> None:
    for folder, version in (("near", "2.0"), ("far", "1.0")):
        install(tmp_path / folder, "cortex-stone", {GROUP: {"stone": "stone:STONE"}}, version=version)
    path = [str(tmp_path / "near"), str(tmp_path / "far")]
    (entry,) = entry_points_of(distributions(path=path))
    assert entry.dist is not None
    assert entry.dist.version == "2.0"
