"""Reads the certificates of authorities that a person wants to be trusted beside those of the system."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 1024 * 1024
"""Bytes; a system's whole store is smaller."""


@dataclass(frozen=True, slots=True)
class Root:
    """An authority's certificate.

    Attributes:
        name: whom it names.
        until: when it ends, seconds since the epoch.
    """

    name: str
    until: float

    def ended(self, now: float) -> bool:
        """Whether it is over at *now*."""
        return now > self.until


def read_roots(data: bytes) -> tuple[Sequence[Root], str]:
    """The authorities' certificates in a file's *data* (PEM, or one in DER), and the same as PEM.

    Raises:
        ValueError: there is none in it. A server's own certificate is none: it vouches for nobody.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cadata=_pem(data) or data)
    except ssl.SSLError as error:
        raise ValueError("no certificate can be read") from error
    roots = [
        Root(name_of(found["subject"]), float(ssl.cert_time_to_seconds(str(found["notAfter"]))))
        for found in context.get_ca_certs()
    ]
    if not roots:
        raise ValueError("no authority's certificate is in it")
    return roots, "".join(ssl.DER_cert_to_PEM_cert(der) for der in context.get_ca_certs(binary_form=True))


def name_of(names: object) -> str:
    """The common name, else the organisation, in the way in which :mod:`ssl` gives a subject or an issuer."""
    pairs: dict[str, str] = {}
    if isinstance(names, tuple):
        for group in names:
            for key, value in group:
                pairs.setdefault(str(key), str(value))
    return pairs.get("commonName") or pairs.get("organizationName") or ""


def _pem(data: bytes) -> str:
    """The PEM blocks of *data* alone: what stands around them need not be ASCII."""
    begin, end = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
    blocks = []
    for part in data.split(begin)[1:]:
        inner, found, _ = part.partition(end)
        if found:
            blocks.append((begin + inner + end).decode("ascii", "ignore"))
    return "\n".join(blocks)
