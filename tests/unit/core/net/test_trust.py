"""The TLS context: verifying, loaded once, and the system's own where the system verifies."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import pytest
import trustme
import truststore

from app.core.net import trust
from app.core.net.trust import tls_context


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system verifies, not OpenSSL")
def test_it_verifies_certificates_and_names(tmp_path: Path) -> None:
    root = tmp_path / "root.pem"
    trustme.CA().cert_pem.write_to_path(str(root))
    context = tls_context(root)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert len(context.get_ca_certs()) >= 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system verifies, not OpenSSL")
def test_where_openssl_verifies_certificates_are_loaded_once() -> None:
    assert not isinstance(tls_context(None), truststore.SSLContext)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_the_system_verifies(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(trust.sys, "platform", system)
    assert isinstance(tls_context(None), truststore.SSLContext)


def test_a_context_that_would_not_verify_is_not_taken_out() -> None:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    assert trust._loaded_once(context) is context


def test_a_file_without_certificates(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("nothing")
    with pytest.raises(OSError, match=r"PEM|certificate|crl"):
        tls_context(tmp_path / "root.pem")
