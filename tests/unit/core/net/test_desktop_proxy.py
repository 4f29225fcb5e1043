"""The desktops' own notations of proxies, as they are printed and kept."""

from __future__ import annotations

from app.core.net.desktop_proxy import SystemProxies, read_gnome, read_kde, read_macos, read_windows

GNOME = """\
org.gnome.system.proxy autoconfig-url 'http://pac.test/proxy.pac'
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']
org.gnome.system.proxy mode '{mode}'
org.gnome.system.proxy use-same-proxy {same}
org.gnome.system.proxy.http authentication-password 'p@ss'
org.gnome.system.proxy.http authentication-user 'jo'
org.gnome.system.proxy.http enabled false
org.gnome.system.proxy.http host 'web.test'
org.gnome.system.proxy.http port 8080
org.gnome.system.proxy.http use-authentication {login}
org.gnome.system.proxy.https host ''
org.gnome.system.proxy.https port 0
org.gnome.system.proxy.socks host 'fd00::5'
org.gnome.system.proxy.socks port 1080
"""


def gnome(mode: str, same: str = "true", login: str = "false") -> SystemProxies:
    return read_gnome(GNOME.format(mode=mode, same=same, login=login))


def test_gnome_without_a_proxy() -> None:
    assert gnome("none") == SystemProxies()
    assert read_gnome("") == SystemProxies()


def test_gnome_with_rules() -> None:
    assert gnome("auto") == SystemProxies(pac="http://pac.test/proxy.pac")
    assert read_gnome("org.gnome.system.proxy mode 'auto'\norg.gnome.system.proxy autoconfig-url ''").pac == ""


def test_gnome_with_a_proxy() -> None:
    found = gnome("manual")
    assert found.by_scheme == {
        "http": "http://web.test:8080",
        "https": "http://web.test:8080",
        "all": "socks5://[fd00::5]:1080",
    }
    assert found.direct == ("localhost", "127.0.0.0/8", "::1")
    assert gnome("manual", same="false").address("https") == "socks5://[fd00::5]:1080"
    assert gnome("manual", login="true").address("http") == "http://jo:p%40ss@web.test:8080"


def test_gnome_with_values_that_cannot_be_read() -> None:
    odd = "org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy ignore-hosts @as []\n"
    assert read_gnome(odd + "org.gnome.system.proxy use-same-proxy <odd>") == SystemProxies()


KDE = """\
[Broken
[Proxy Settings][$Version]
x=1
[Proxy Settings]
NoProxyFor=.inside.test,10.0.0.0/8
Proxy Config Script=http://pac.test/kde.pac
ProxyType={kind}
httpProxy=http://web.test 8080
httpsProxy=http://secure.test/ 8443
socksProxy=socks://socks.test 1080
ftpProxy=
"""


def test_kde() -> None:
    def kde(kind: int) -> SystemProxies:
        return read_kde(KDE.replace("[Broken\n", "").format(kind=kind))

    assert kde(0) == SystemProxies()
    assert kde(2) == SystemProxies(pac="http://pac.test/kde.pac")
    assert kde(1).by_scheme == {
        "http": "http://web.test:8080",
        "https": "http://secure.test:8443",
        "all": "socks5://socks.test:1080",
    }
    assert kde(1).direct == (".inside.test", "10.0.0.0/8")
    assert read_kde("[Other]\nx=1") == SystemProxies()
    assert read_kde("[Proxy Settings]\nProxyType=1\nhttpProxy=http://x 0\nhttpsProxy=") == SystemProxies()


MACOS = """\
<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  ExcludeSimpleHostnames : 1
  FTPPassive : 1
  HTTPEnable : 1
  HTTPPort : 8080
  HTTPProxy : web.test
  HTTPSEnable : 0
  HTTPSProxy : off.test
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://pac.test/mac.pac
  SOCKSEnable : 1
  SOCKSProxy : socks.test
}
"""


def test_macos() -> None:
    found = read_macos(MACOS)
    assert found.by_scheme == {"http": "http://web.test:8080", "all": "socks5://socks.test"}
    assert found.direct == ("*.local", "169.254/16", "<local>")
    assert found.pac == "http://pac.test/mac.pac"
    off = MACOS.replace("Enable : 1", "Enable : 0").replace("Hostnames : 1", "Hostnames : 0")
    assert read_macos(off) == SystemProxies({}, ("*.local", "169.254/16"))
    assert read_macos("<dictionary> {\n}\n") == SystemProxies()


def test_windows() -> None:
    assert read_windows({}) == SystemProxies()
    off = {"ProxyEnable": 0, "ProxyServer": "web.test:8080", "AutoConfigURL": "http://pac.test/win.pac"}
    assert read_windows(off) == SystemProxies(pac="http://pac.test/win.pac")
    one = read_windows({"ProxyEnable": 1, "ProxyServer": "web.test:8080", "ProxyOverride": "*.inside.test;<local>"})
    assert (one.address("https"), one.direct) == ("web.test:8080", ("*.inside.test", "<local>"))
    server = "http=web.test:80;https=secure.test:81;ftp=f:1;socks=socks.test:1080"
    assert read_windows({"ProxyEnable": 1, "ProxyServer": server}).by_scheme == {
        "http": "web.test:80",
        "https": "secure.test:81",
        "all": "socks5://socks.test:1080",
    }
