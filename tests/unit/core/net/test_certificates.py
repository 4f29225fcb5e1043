"""What is wrong with a certificate, from the codes of three systems."""

from __future__ import annotations

import ssl

import pytest

from app.core.net.certificates import Fault, certificate_words, fault_of


def error(code: int | None) -> ssl.SSLCertVerificationError:
    made = ssl.SSLCertVerificationError("certificate verify failed")
    if code is not None:
        made.verify_code = code
    return made


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (10, Fault.EXPIRED),
        (9, Fault.NOT_YET),
        (62, Fault.WRONG_HOST),
        (18, Fault.UNTRUSTED),
        (20, Fault.UNTRUSTED),
        (-67818, Fault.EXPIRED),
        (-67602, Fault.WRONG_HOST),
        (-67843, Fault.UNTRUSTED),
        (0x800B0101, Fault.EXPIRED),
        (0x800B010F - 2**32, Fault.WRONG_HOST),
        (0x800B0109, Fault.UNTRUSTED),
        (26, Fault.OTHER),
        (None, Fault.OTHER),
    ],
)
def test_codes(code: int | None, fault: Fault) -> None:
    assert fault_of(error(code)) is fault


def test_other_tls_errors_are_not_about_a_certificate() -> None:
    assert fault_of(ssl.SSLError("wrong version number")) is None


def test_every_fault_has_words_of_its_own() -> None:
    words = {str(certificate_words(fault, "api.test")) for fault in Fault}
    assert len(words) == len(Fault)
    assert all("api.test" in each and "Nothing was sent" in each for each in words)
