"""The real parts that other tests stand on do what they are there for."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import keyring
import pytest
from fixtures.object_storage import ObjectStorage
from fixtures.password_store import PasswordStore
from fixtures.screen import Screen
from keyring.backends import SecretService

DATA = b"id,phone\n1,+12125551234\n"


def test_storage_takes_a_signed_put_and_nothing_else(seaweedfs: ObjectStorage) -> None:
    url = seaweedfs.put_url("parts/leads.csv", ContentType="text/csv")
    assert httpx.put(url, content=DATA, headers={"Content-Type": "text/csv"}).status_code == 200
    assert hashlib.sha256(seaweedfs.get("parts/leads.csv")).digest() == hashlib.sha256(DATA).digest()
    assert httpx.put(url, content=DATA, headers={"Content-Type": "text/plain"}).status_code == 403
    assert httpx.put(url.replace("leads.csv", "evil.csv"), content=DATA).status_code == 403
    assert httpx.put(url.partition("?")[0], content=DATA).status_code == 403


def test_storage_answers_over_tls_signed_by_its_own_authority(seaweedfs: ObjectStorage) -> None:
    url = seaweedfs.put_url("parts/tls.csv", tls=True)
    assert httpx.put(url, content=DATA, verify=seaweedfs.trust()).status_code == 200
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.put(url, content=DATA)


def test_storage_checks_the_policy_of_a_post(seaweedfs: ObjectStorage) -> None:
    form = seaweedfs.post_form("session-1/")
    file = {"file": ("a.txt", DATA)}
    assert httpx.post(form["url"], data=form["fields"], files=file).status_code == 204
    assert seaweedfs.keys("session-1/") == ["session-1/a.txt"]
    elsewhere = {**form["fields"], "key": "other/${filename}"}
    assert httpx.post(form["url"], data=elsewhere, files=file).status_code == 403


def test_the_password_store_keeps_and_forgets(keyring_here: PasswordStore) -> None:
    backend = SecretService.Keyring()
    backend.set_password("sendoff-parts", "one", "s3cr3t-ü")
    assert backend.get_password("sendoff-parts", "one") == "s3cr3t-ü"
    assert "s3cr3t-ü".encode() in keyring_here.secrets()
    backend.delete_password("sendoff-parts", "one")
    assert backend.get_password("sendoff-parts", "one") is None
    assert isinstance(keyring.core.get_keyring(), keyring.backend.KeyringBackend)


def test_the_screen_has_a_window_manager_and_a_mouse(x_display: Screen) -> None:
    x_display.xdotool("mousemove", 321, 123)
    assert "x:321 y:123" in x_display.xdotool("getmouselocation")
    code = "import ctypes; assert ctypes.CDLL('libX11.so.6').XOpenDisplay(None)"
    assert subprocess.run([sys.executable, "-c", code], env=dict(x_display.variables)).returncode == 0


DOCUMENT = """
openapi: 3.0.3
info: {title: echo, version: "1"}
paths:
  /files:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}}}
      responses:
        "200": {description: ok, content: {application/json: {example: {id: file-1}}}}
        "422": {description: bad}
"""


def test_prism_refuses_what_the_document_does_not_allow(prism: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    server = prism(tmp_path / "api.yaml")
    assert httpx.post(f"{server}/files", json={"name": "a"}).json() == {"id": "file-1"}
    assert httpx.post(f"{server}/files", json={"title": "a"}).status_code == 422
