"""Makes the one TLS context: the system's certificates, and those of a company or a test beside them."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import truststore

_NATIVE = ("darwin", "win32")


def tls_context(extra_roots: Path | None) -> ssl.SSLContext:
    """A context for clients that trusts what the system trusts; reads files, so call it off the loop.

    Raises:
        OSError: *extra_roots* cannot be read or holds no certificate (:class:`ssl.SSLError`).
    """
    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if sys.platform not in _NATIVE:
        context = _loaded_once(context)
    if extra_roots is not None:
        context.load_verify_locations(cafile=str(extra_roots))
    context.set_alpn_protocols(["http/1.1"])
    return context


def _loaded_once(context: ssl.SSLContext) -> ssl.SSLContext:
    """The context inside truststore's, with the system's certificates in it.

    Where OpenSSL itself verifies, truststore only finds the certificates, but does so again for every
    connection: measured 19 ms each time, on the event loop. Once is enough.
    """
    inner = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost").context
    verifies = inner.check_hostname and inner.verify_mode is ssl.CERT_REQUIRED
    return inner if verifies else context
