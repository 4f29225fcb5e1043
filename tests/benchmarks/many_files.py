"""Many small files in one deepset session: Sendoff against deepset's own Python SDK with its defaults.

``python tests/benchmarks/many_files.py [--files 10000] [--size 4096] [--rounds 3] [--sdk PYTHON]``

Both upload the same folder to the same lean server (``lean_vendor.py``), each in a process of its own, in turns,
without and with 20 ms before each reply. Files a second are counted from the call (for Sendoff: pressing Send, all
checks and the journal included) to the session's closing, which the server sees; afterwards the server's count of
names, bytes and contents is compared. Both have their modules compiled before, as what is installed has. ``--sdk`` is a
Python with ``deepset-cloud-sdk`` in it; without it a virtual environment is made in a temporary folder with uv.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LATENCIES = (0.0, 0.02)  # seconds
FEW = 5
"""Files that are sent once before anything is counted, so that all modules are compiled by then."""


def make_files(folder: Path, count: int, size: int) -> dict[str, int]:
    """What has to arrive, as the server counts it."""
    folder.mkdir()
    checksum = 0
    for n in range(count):
        name, content = f"note {n:05}.txt", os.urandom(size // 2 + 1).hex().encode()[:size]
        (folder / name).write_bytes(content)
        checksum ^= zlib.crc32(content, zlib.crc32(name.encode()))
    return {"files": count, "names": count, "bytes": count * size, "checksum": checksum}


def make_sdk(folder: Path) -> Path:
    """A Python with the SDK in it."""
    subprocess.run(["uv", "venv", "-q", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run(["uv", "pip", "install", "-q", "--python", str(python), "deepset-cloud-sdk"], check=True)
    return python


@contextmanager
def vendor(latency: float) -> Iterator[str]:
    """The server's address."""
    command = [sys.executable, str(HERE / "lean_vendor.py"), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())["address"]
        server.kill()


def environment() -> dict[str, str]:
    """Ours, but bytecode is written."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def last_line(command: list[str]) -> dict[str, Any]:
    """What *command* printed last, as JSON."""
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    if run.returncode:
        raise SystemExit(f"{' '.join(command)}\n{run.stdout}\n{run.stderr}")
    return dict(json.loads(run.stdout.strip().splitlines()[-1]))


def by_sdk(python: Path, address: str, folder: Path) -> dict[str, Any]:
    return last_line([str(python), str(HERE / "sdk_upload.py"), address, str(folder)])


def by_sendoff(window: bool, address: str, folder: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as data:
        mode = ["--window"] if window else []
        return last_line([sys.executable, str(HERE / "sendoff_upload.py"), address, str(folder), data, *mode])


def one_run(upload: Callable[[str, Path], dict[str, Any]], address: str, folder: Path, due: dict[str, int]) -> float:
    """Files a second; prints what there is to say about the run."""
    told = upload(address, folder)
    with urllib.request.urlopen(f"{address}/counts") as reply:
        counts = json.load(reply)
    assert {name: counts[name] for name in due} == due, f"not everything arrived: {counts}"
    rate = due["files"] / (counts["closed"] - told["began"])
    more = ""
    if "delays" in told:
        assert told["states"] == {"done": due["files"]}, told
        told["checked"] = round(told["journaled"] - told["began"], 2)
        told["receipts after"] = round(told["finished"] - counts["closed"], 2)
        more = ", ".join(f"{name} {told[name]}" for name in ("checked", "receipts after", "cpu", "delays"))
    print(f"  {rate:6.0f} files/s  {more}", flush=True)
    return rate


def uploads(sdk: Path) -> dict[str, Callable[[str, Path], dict[str, Any]]]:
    """The ways to upload a folder to an address."""
    return {
        "SDK": partial(by_sdk, sdk),
        "Sendoff, window open": partial(by_sendoff, True),
        "Sendoff, no window": partial(by_sendoff, False),
    }


def warm_up(folder: Path, sdk: Path) -> None:
    """Run each once."""
    make_files(folder, FEW, 100)
    with vendor(0.0) as address:
        for upload in uploads(sdk).values():
            upload(address, folder)


def compare(folder: Path, due: dict[str, int], sdk: Path, rounds: int, latency: float) -> None:
    """Take turns and print the medians."""
    rates: dict[str, list[float]] = {name: [] for name in uploads(sdk)}
    with vendor(latency) as address:
        for n in range(rounds):
            for name, upload in uploads(sdk).items():
                load = os.getloadavg()[0]
                print(f"{latency * 1000:.0f} ms, round {n + 1}, {name} (load {load:.1f})", flush=True)
                rates[name].append(one_run(upload, address, folder, due))
                time.sleep(1)
    for name, found in rates.items():
        ratios = [one / other for one, other in zip(found, rates["SDK"], strict=True)]
        print(f"== {latency * 1000:.0f} ms, {name}: {statistics.median(found):.0f} files/s, "
              f"{statistics.median(ratios):.2f} x the SDK")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=float, nargs="*", default=LATENCIES)
    parser.add_argument("--sdk", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sendoff-many-") as scratch:
        folder = Path(scratch) / "files"
        due = make_files(folder, options.files, options.size)
        sdk = options.sdk or make_sdk(Path(scratch) / "sdk")
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(scratch) / "bytecode")
        warm_up(Path(scratch) / "few", sdk)
        for latency in options.latency:
            compare(folder, due, sdk, options.rounds, latency)


if __name__ == "__main__":
    main()
