"""Certificates of authorities, as files hold them."""

from __future__ import annotations

import ssl

import pytest
import trustme

from app.core.net.roots import Root, name_of, read_roots


def test_pem_der_and_several_with_words_around_them() -> None:
    one, two = trustme.CA(organization_name="One"), trustme.CA(organization_name="Zwei")
    pem = one.cert_pem.bytes()
    around = (
        "Grüße\n".encode() + pem + b"\nbag attributes\n" + two.cert_pem.bytes() + b"-----BEGIN CERTIFICATE-----\ncut"
    )
    der = ssl.PEM_cert_to_DER_cert(pem.decode())
    for data, names in ((pem, {"One"}), (der, {"One"}), (around, {"One", "Zwei"})):
        roots, text = read_roots(data)
        assert {root.name.split()[0] for root in roots} <= {"Testing"} | names
        assert len(roots) == text.count("BEGIN CERTIFICATE") == len(names)
        assert all(not root.ended(0.0) and root.ended(root.until + 1) for root in roots)


@pytest.mark.parametrize(
    "data", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nnot base64 \xff\n-----END CERTIFICATE-----"]
)
def test_no_certificate(data: bytes) -> None:
    with pytest.raises(ValueError, match="certificate"):
        read_roots(data)


def test_a_servers_own_certificate_vouches_for_nobody() -> None:
    served = trustme.CA().issue_cert("api.test").cert_chain_pems[0].bytes()
    with pytest.raises(ValueError, match="authority"):
        read_roots(served)


def test_names() -> None:
    both = ((("organizationName", "Org"),), (("commonName", "Root CA"),))
    assert name_of(both) == "Root CA"
    assert name_of(both[:1]) == "Org"
    assert name_of(()) == name_of(None) == ""
    assert Root("x", 5.0).ended(5.0) is False
