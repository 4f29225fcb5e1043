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
from fixtures.dragging import Drop
from fixtures.object_storage import ObjectStorage
from fixtures.password_store import PasswordStore
from fixtures.processes import running
from fixtures.screen import Screen
from fixtures.vendors import Vendors
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


TARGET = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
class Target(QLabel):
    def dragEnterEvent(self, event):
        event.acceptProposedAction()
    def dropEvent(self, event):
        print([url.toLocalFile() for url in event.mimeData().urls()], flush=True)
        event.acceptProposedAction()
application = QApplication(sys.argv)
target = Target("here")
target.setAcceptDrops(True)
target.setGeometry(600, 300, 300, 200)
target.show()
print("shown", flush=True)
application.exec()
"""


def test_files_are_dragged_from_one_window_to_another(x_display: Screen, drop: Drop, tmp_path: Path) -> None:
    files = [tmp_path / "leads.csv", tmp_path / "a file äö.pdf"]
    variables = {**x_display.variables, "QT_QPA_PLATFORM": "xcb"}
    with running([sys.executable, "-c", TARGET], tmp_path / "target.log", variables) as target:
        target.until(lambda: "shown" in target.words, "the target is there")
        assert drop(files, (750, 420)) == "CopyAction"
        target.until(lambda: str([str(file) for file in files]) in target.words, "the files arrived")


def test_practice_vendors_are_driven_from_outside(practice_process: Vendors) -> None:
    address, key = practice_process.servers["tela"], practice_process.new_key("tela")
    body = {"fileName": "a.txt"}
    headers = {"x-compatibility-date": "2025-07-23", "Authorization": f"Bearer {key}"}
    practice_process.misbehave("tela", "ask", "status:503")
    assert httpx.post(f"{address}/v3/files", json=body, headers=headers).status_code == 503
    asked = httpx.post(f"{address}/v3/files", json=body, headers=headers)
    assert asked.status_code < 300, asked.text
    assert httpx.put(asked.json()["uploadUrl"], content=DATA).status_code == 200
    [received] = practice_process.received("tela")
    assert received["sha256"] == hashlib.sha256(DATA).hexdigest()
    assert [seen["fault"] for seen in practice_process.requests("tela")][:2] == ["status:503", ""]
