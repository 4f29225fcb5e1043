"""Says in plain words why a server's certificate was not accepted."""

from __future__ import annotations

import ssl
from enum import Enum

from app.core.text import Text, text


class Fault(Enum):
    """What is wrong with a certificate."""

    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WRONG_HOST = "wrong_host"
    OTHER = "other"


# OpenSSL: x509_vfy.h. macOS: SecBase.h. Windows: winerror.h, signed and unsigned.
_CODES: dict[int, Fault] = {
    9: Fault.NOT_YET,
    10: Fault.EXPIRED,
    18: Fault.UNTRUSTED,
    19: Fault.UNTRUSTED,
    20: Fault.UNTRUSTED,
    21: Fault.UNTRUSTED,
    62: Fault.WRONG_HOST,
    64: Fault.WRONG_HOST,
    -67602: Fault.WRONG_HOST,
    -67818: Fault.EXPIRED,
    -67843: Fault.UNTRUSTED,
    0x800B0101: Fault.EXPIRED,
    0x800B0109: Fault.UNTRUSTED,
    0x800B010A: Fault.UNTRUSTED,
    0x800B010F: Fault.WRONG_HOST,
}


def fault_of(error: ssl.SSLError) -> Fault | None:
    """What is wrong with the certificate, or None when the failure is not about a certificate."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return None
    code = getattr(error, "verify_code", 0)
    return _CODES.get(code) or _CODES.get(code & 0xFFFFFFFF) or Fault.OTHER


def certificate_words(fault: Fault, host: str) -> Text:
    """What to tell a person about *fault* in the certificate of *host*."""
    if fault is Fault.EXPIRED:
        return text(
            "The certificate of {host} has expired, so it cannot be told whether it is the right server. "
            "Nothing was sent. If the clock of this computer is right, the vendor must act.",
            host=host,
        )
    if fault is Fault.NOT_YET:
        return text(
            "The certificate of {host} is not valid yet. Check the clock of this computer. Nothing was sent.",
            host=host,
        )
    if fault is Fault.WRONG_HOST:
        return text(
            "What answered under the name {host} shows the certificate of another server. Nothing was sent. "
            "Check the address, and whether the network wants you to sign in first.",
            host=host,
        )
    if fault is Fault.UNTRUSTED:
        return text(
            "The certificate of {host} comes from somebody this computer does not trust. Nothing was sent. "
            "In a company network, ask the IT department to install its certificate on this computer.",
            host=host,
        )
    return text("The certificate of {host} was not accepted. Nothing was sent.", host=host)
