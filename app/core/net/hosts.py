"""What kind of place a host name or address means, and which hosts belong together."""

from __future__ import annotations

import ipaddress
import re
from enum import Enum
from functools import lru_cache


class Reach(Enum):
    """From where a host can be reached."""

    LOOPBACK = "loopback"
    LOCAL = "local"  # private, link-local, shared or otherwise not of the public internet
    PUBLIC = "public"
    NOWHERE = "nowhere"  # unspecified, multicast, or digits that are no proper address


# Forms such as 2130706433, 127.1 or 0x7f.0.0.1, which resolvers take for addresses (RFC 6943, 3.1.1).
_DIGITS = re.compile(r"^(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)$")

# IPv6 addresses whose last 32 bits are an IPv4 address: NAT64 (RFC 6052), translated (RFC 2765), compatible (RFC 4291).
_CARRIES_V4 = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "::ffff:0:0:0/96", "::/96"))

# Addresses of one site alone that Python takes for global ones: RFC 8215, RFC 3879.
_LOCAL_V6 = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b:1::/48", "fec0::/10"))

# Second-level labels under which registries hand out names ("co.uk", "com.au"), for country domains.
_SHARED = frozenset({"ac", "co", "com", "edu", "gov", "gv", "mil", "ne", "net", "nom", "or", "org"})


def bare(host: str) -> str:
    """*host* in lower case without brackets, zone and a final dot."""
    return host.strip("[]").partition("%")[0].lower().rstrip(".")


@lru_cache(maxsize=256)
def reach(host: str) -> Reach:
    """Where *host* leads, by its spelling alone.

    A name that resolves to a private address counts as public: what answers there must still hold a trusted
    certificate for that very name before anything is sent to it.
    """
    name = bare(host)
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.LOOPBACK
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return Reach.NOWHERE if not name or _DIGITS.match(name) else Reach.PUBLIC
    inner = _inner(address) if isinstance(address, ipaddress.IPv6Address) else None
    return _of_address(inner or address)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that *address* leads to, or None."""
    if address.is_loopback or address.is_unspecified:
        return None
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (last if any(address in net for net in _CARRIES_V4) else None)


def _of_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Reach:
    if address.is_unspecified or address.is_multicast:
        return Reach.NOWHERE
    if address.is_loopback:
        return Reach.LOOPBACK
    local = not address.is_global or any(address in net for net in _LOCAL_V6)
    return Reach.LOCAL if local else Reach.PUBLIC


def domain(host: str) -> str:
    """The part of *host* that one owner registered, as well as it can be told without a list of suffixes."""
    name = bare(host)
    labels = name.split(".")
    if reach(host) is not Reach.PUBLIC or len(labels) < 3 or ":" in name:
        return name
    try:
        ipaddress.ip_address(name)
    except ValueError:
        shared = len(labels[-1]) == 2 and labels[-2] in _SHARED
        return ".".join(labels[-3:] if shared else labels[-2:])
    return name


def same_domain(one: str, other: str) -> bool:
    """Whether the two hosts are the same or belong to the same registered domain."""
    return domain(one) == domain(other)
