"""A company's network, whole: a real proxy that asks who is there and opens TLS with the company's own authority."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import trustme
from fixtures.canary import Canaries
from fixtures.desk import FORMS, Desk
from fixtures.squid import Squid, squid

from app.assembly import SendoffCore, Setup, open_core
from app.core.events import Notice
from app.core.net.options import ProxyMode, ProxySetting
from app.core.paths import DataPaths
from app.core.services.network import PASSWORD, ProxyChoice
from app.core.transfer import State, Wait
from app.practice.server import Front, Practice

NAME = "vendors.test"


@pytest.fixture(scope="module")
def internet(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    """The authority that the vendors' certificates come from, and its certificate."""
    ca, path = trustme.CA(organization_name="Internet"), tmp_path_factory.mktemp("internet") / "root.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, path


@pytest.fixture(scope="module")
def company(internet: tuple[trustme.CA, Path]) -> Iterator[Squid]:
    with squid(NAME, internet[1]) as running:
        yield running


@pytest.fixture
async def practice(internet: tuple[trustme.CA, Path]) -> AsyncIterator[Practice]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    internet[0].issue_cert(NAME).configure_cert(tls)
    started = await Practice.start(scale=0.0, front=Front(NAME, tls))
    yield started
    await started.stop()


@pytest.fixture
async def desk(tmp_path: Path, practice: Practice, company: Squid, monkeypatch: pytest.MonkeyPatch):
    """A core that knows nothing but the system: its trust store holds the company's authority."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(company.root))
    company.accept("jo", "first p@ss")
    core = await open_core(Setup(DataPaths(tmp_path / "data"), practice=True))
    await add_accounts(core, practice)
    await core.uploads.start()
    yield Desk(core, practice, tmp_path / "files")
    await core.close()


async def add_accounts(core: SendoffCore, practice: Practice) -> None:
    for provider, server in practice.servers.items():
        key = practice.keys[provider]
        await core.accounts.add(
            provider, "Practice", server, key, this_run_only=True, account_id=f"practice-{provider}", practice=True
        )


async def go_through(desk: Desk, company: Squid, password: str) -> None:
    """As the settings do, with a password store that forgets when the test ends."""
    service, keys = desk.core.network, desk.core.accounts._keys

    class Memory:
        get = keys.get
        delete = keys.delete

        async def set(self, name, secret) -> None:
            await keys.set(name, secret, this_run_only=True)

    service._keys = Memory()
    await service.use(ProxyChoice(ProxyMode.MANUAL, f"http://127.0.0.1:{company.port}", "jo"), password)


async def test_all_vendors_through_a_proxy_that_reads_along(desk: Desk, company: Squid) -> None:
    await go_through(desk, company, "first p@ss")
    files = {
        "sela": desk.file("leads.csv", b"id,name\n" + b"1,Ann\n" * 50_000),
        "tela": desk.file("tela.csv"),
        "sendai": desk.file("a.pdf", b"%PDF-1.4 " + b"x" * 300_000),
        "deepset": desk.file("a.txt", b"text"),
        "optimaldial": desk.leads(),
    }
    assert files.keys() == FORMS.keys()
    for provider, path in files.items():
        ended = await desk.until(await desk.send(provider, path), seconds=60)
        assert [one.state for one in ended] == [State.DONE], provider
        assert len(desk.practice.received(provider)) == 1
    for server in desk.practice.servers.values():
        assert f"CONNECT {server.removeprefix('https://')}" in company.log()
    findings = await desk.core.network.test()
    assert all(one.ok for one in findings)
    words = str(findings[0].words)
    assert f"{NAME} answers, through the proxy 127.0.0.1:{company.port}." in words
    assert words.endswith("Its certificate is vouched for by “Example Company”.")


async def test_without_the_companys_authority_nothing_is_sent_until_it_is_trusted(
    desk: Desk, company: Squid, internet: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(internet[1]))
    await go_through(desk, company, "first p@ss")
    batch = await desk.send("sela", desk.file("a.csv"))
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "somebody this computer does not trust. Nothing was sent" in str(failed.problem)
    assert desk.practice.requests("sela") == []
    await desk.core.network.trust(company.root)
    await desk.core.uploads.retry()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_a_new_password_in_mid_run_holds_transfers_until_it_is_entered(
    desk: Desk, company: Squid, canaries: Canaries, tmp_path: Path
) -> None:
    second = canaries.new()
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    await go_through(desk, company, "first p@ss")
    assert {one.state for one in await desk.until(await desk.send("sela", desk.file("a.csv")))} == {State.DONE}
    company.accept("jo", second)
    runner = await desk.core.runner.load()
    await runner.reach_by(runner._options.proxy, None)  # no connection from before is left
    notices.clear()
    batch = await desk.send("sela", desk.file("b.csv"), desk.file("c.csv"))
    for one in await desk.until(batch, State.WAITING):
        assert one.wait is Wait.NETWORK
        assert "wants a name and a password, or other ones. Nothing was sent" in str(one.problem)
    assert [(one.kind, one.over) for one in notices] == [("proxy", False)]
    await go_through(desk, company, second)
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert notices[-1].over
    assert await desk.core.accounts._keys.get(PASSWORD) is not None
    await desk.core.preferences.flush()
    assert '"user": "jo"' in (tmp_path / "data" / "settings.json").read_text()


async def test_the_environment_is_the_system_too(desk: Desk, company: Squid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://jo:first%20p%40ss@127.0.0.1:{company.port}")
    await desk.core.runner.reach_by(ProxySetting(), None)
    assert {one.state for one in await desk.until(await desk.send("sela", desk.file("a.csv")))} == {State.DONE}
