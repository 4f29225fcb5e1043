"""The network's settings: kept without the password, in force at once, and tried without any key."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest
import trustme
from fixtures.kept import Kept

from app.core.errors import InputError, StoreError
from app.core.events import Events, Notice
from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.net.options import ProxyMode, ProxySetting
from app.core.net.runner import Way
from app.core.services.network import NAME, PASSWORD, NetworkService, ProxyChoice, Reach
from app.core.storage.keyring_backend import KeyringTrouble, Trouble
from app.core.text import text

MANUAL = ProxyChoice(ProxyMode.MANUAL, "http://proxy.test:8080", "jo")


class Store:
    def __init__(self) -> None:
        self.kept: dict[str, Secret] = {}
        self.locked = False

    async def get(self, name: str) -> Secret | None:
        self._look()
        return self.kept.get(name)

    async def set(self, name: str, secret: Secret) -> None:
        self._look()
        self.kept[name] = secret

    async def delete(self, name: str) -> None:
        self._look()
        self.kept.pop(name, None)

    def _look(self) -> None:
        if self.locked:
            raise KeyringTrouble(Trouble.LOCKED, text("The password store is locked."))


class Line:
    def __init__(self) -> None:
        self.setting = ProxySetting()
        self.roots: Path | None = None
        self.ways: dict[str, Way] = {}

    async def reach_by(self, proxy: ProxySetting, extra_roots: Path | None) -> None:
        self.setting, self.roots = proxy, extra_roots

    async def probe(self, server: str) -> Way:
        if server not in self.ways:
            raise SendError(FailureKind.NO_NETWORK, text("No way to it."))
        return self.ways[server]


class Bench:
    """A service, and all that it works with."""

    def __init__(self, folder: Path) -> None:
        self.kept, self.store, self.line, self.events = Kept({}), Store(), Line(), Events()
        self.roots, self.servers, self.changes = folder / "certificates.pem", ["https://a.test/v1"], 0
        self.notices: list[Notice] = []
        self.events.subscribe(Notice, self.notices.append)

    def service(self, fixed: ProxySetting | None = None) -> NetworkService:
        reach = Reach(self.roots, lambda: self.servers, self._changed)
        return NetworkService(self.kept, self.store, self.line, self.events, reach, fixed)

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_a_choice_is_in_force_and_kept_without_its_password(bench: Bench) -> None:
    service = bench.service()
    await service.use(MANUAL, "s3cr3t")
    assert bench.line.setting == ProxySetting(ProxyMode.MANUAL, "http://proxy.test:8080", "jo", Secret("s3cr3t"))
    assert bench.kept.values[NAME] == {"mode": "manual", "address": "http://proxy.test:8080", "user": "jo"}
    assert bench.store.kept == {PASSWORD: Secret("s3cr3t")}
    assert (bench.changes, [(n.kind, n.over) for n in bench.notices]) == (1, [("proxy", True)])
    assert service.choice == MANUAL


async def test_the_next_start_takes_it_up_and_the_password_follows(bench: Bench) -> None:
    await bench.service().use(MANUAL, "s3cr3t")
    again = bench.service()
    await again.start()
    assert bench.line.setting.password is None, "the window does not wait for the password store"
    while bench.changes < 2:
        await asyncio.sleep(0)
    assert bench.line.setting.password == Secret("s3cr3t")
    await again.close()


async def test_a_locked_password_store_is_told_and_waits_for_nobody(bench: Bench) -> None:
    await bench.service().use(MANUAL, "s3cr3t")
    bench.store.locked = True
    again = bench.service()
    await again.start()
    while len(bench.notices) < 2:
        await asyncio.sleep(0)
    assert (bench.notices[1].kind, bench.notices[1].over) == ("proxy", False)
    await again.close()


async def test_a_password_that_is_gone_changes_nothing(bench: Bench) -> None:
    await bench.service().use(MANUAL, "s3cr3t")
    bench.store.kept.clear()
    again = bench.service()
    await again.start()
    assert again._reading is not None
    await again._reading
    assert (bench.changes, bench.line.setting.password) == (1, None)
    await again.close()


async def test_the_password_stays_until_another_one_or_no_name_is_given(bench: Bench) -> None:
    service = bench.service()
    await service.use(MANUAL, "s3cr3t")
    await service.use(ProxyChoice(ProxyMode.SYSTEM, "", "jo"), None)
    assert bench.line.setting.password == Secret("s3cr3t")
    await service.use(ProxyChoice(ProxyMode.NONE), None)
    assert (bench.line.setting, bench.store.kept) == (ProxySetting(ProxyMode.NONE), {})
    await service.use(ProxyChoice(ProxyMode.PAC, "http://pac.test/x"), None)
    assert bench.line.setting == ProxySetting(ProxyMode.PAC, "http://pac.test/x")


async def test_a_password_that_cannot_be_kept_changes_nothing(bench: Bench) -> None:
    service = bench.service()
    bench.store.locked = True
    with pytest.raises(KeyringTrouble):
        await service.use(MANUAL, "s3cr3t")
    assert (service.choice, bench.kept.values, bench.changes) == (ProxyChoice(), {}, 0)
    assert bench.line.setting == ProxySetting()
    bench.store.locked = False
    await service.use(MANUAL, "s3cr3t")
    bench.store.locked = True
    with pytest.raises(KeyringTrouble):
        await service.use(MANUAL, "another")
    await service.distrust()
    assert bench.line.setting.password == Secret("s3cr3t")


async def test_certificates_that_cannot_be_kept_or_removed_are_said(bench: Bench, tmp_path: Path) -> None:
    service, file = bench.service(), tmp_path / "root.pem"
    trustme.CA().cert_pem.write_to_path(str(file))
    bench.roots.mkdir()  # a folder in the way: neither to be replaced nor removed as a file
    for change in (service.trust(file), service.distrust()):
        with pytest.raises(StoreError):
            await change
    assert bench.changes == 0


@pytest.mark.parametrize(
    "choice",
    [
        ProxyChoice(ProxyMode.MANUAL, "socks4://proxy.test"),
        ProxyChoice(ProxyMode.MANUAL, ""),
        ProxyChoice(ProxyMode.MANUAL, "http://[proxy.test"),
        ProxyChoice(ProxyMode.MANUAL, "http://jo:pw@proxy.test"),
        ProxyChoice(ProxyMode.PAC, "proxy.pac"),
        ProxyChoice(ProxyMode.PAC, "http://jo:pw@proxy.test/proxy.pac"),
        ProxyChoice(ProxyMode.PAC, "http://[proxy.test/proxy.pac"),
    ],
)
async def test_addresses_that_cannot_be(bench: Bench, choice: ProxyChoice) -> None:
    with pytest.raises(InputError) as caught:
        await bench.service().use(choice, None)
    assert "pw" not in str(caught.value)
    assert bench.kept.values == {}
    bench.kept.values[NAME] = {"mode": str(choice.mode), "address": choice.address}
    assert bench.service().choice == ProxyChoice()


@pytest.mark.parametrize("kept", [None, 7, {"mode": "odd"}, {}])
async def test_a_damaged_choice_means_the_system(bench: Bench, kept: object) -> None:
    bench.kept.values[NAME] = kept
    assert bench.service().choice == ProxyChoice()


async def test_a_proxy_for_this_run_goes_before_the_kept_one(bench: Bench) -> None:
    await bench.service().use(MANUAL, "s3cr3t")
    fixed = ProxySetting(ProxyMode.NONE)
    service = bench.service(fixed)
    await service.start()
    await service.close()
    assert bench.line.setting == fixed


async def test_certificates_are_copied_and_can_be_let_go(bench: Bench, tmp_path: Path) -> None:
    service, file = bench.service(), tmp_path / "company.crt"
    file.write_bytes(ssl.PEM_cert_to_DER_cert(trustme.CA(organization_name="Company").cert_pem.bytes().decode()))
    assert await service.roots() == ()
    (root,) = await service.trust(file)
    file.unlink()
    assert (await service.roots()) == [root]
    assert bench.line.roots == bench.roots
    await service.distrust()
    await service.distrust()
    assert (await service.roots(), bench.line.roots, bench.changes) == ((), None, 3)


async def test_a_file_without_an_authority_is_not_taken(bench: Bench, tmp_path: Path) -> None:
    service, file = bench.service(), tmp_path / "company.crt"
    with pytest.raises(InputError, match="cannot be read"):
        await service.trust(file)
    file.write_text("nothing")
    with pytest.raises(InputError, match="no certificate of an authority"):
        await service.trust(file)
    assert not bench.roots.exists()


async def test_a_test_says_how_each_server_is_reached(bench: Bench) -> None:
    bench.servers = ["https://a.test/v1", "https://a.test/v2", "https://b.test", "https://c.test"]
    bench.line.ways = {
        "https://a.test/v1": Way("a.test", "", ""),
        "https://b.test": Way("b.test", "proxy.test:8080", "Example Company"),
    }
    found = [(one.ok, str(one.words)) for one in await bench.service().test()]
    assert found == [
        (True, "a.test answers, without a proxy."),
        (
            True,
            "b.test answers, through the proxy proxy.test:8080. Its certificate is vouched for by “Example Company”.",
        ),
        (False, "No way to it."),
    ]
