"""Gathers every sentence of the program for translators: ``python -m app.ui.catalogue`` updates ``resources/i18n``.

A sentence is the literal first argument of ``text("…")`` and ``tr("…")``. ``--check`` changes nothing and says
whether the files are up to date. Translations that are there stay; what is new stands open as *unfinished*.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from app.core.paths import resources

CALLS = frozenset({"text", "tr"})
_CONTEXT = "Sendoff"
_SAMPLES = ("sample_", "screens.py")


def sentences(folder: Path) -> list[str]:
    """Every sentence of the modules below *folder*, each once, in order.

    Raises:
        ValueError: a sentence is not literal, so that nobody could translate it.
    """
    found: set[str] = set()
    for file in sorted(folder.rglob("*.py")):
        if not file.name.startswith(_SAMPLES):
            found.update(_in_module(file))
    return sorted(found - {""})


def _in_module(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args:
            yield _literal(node.args[0], file)


def _literal(node: ast.expr, file: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"{file.name}:{node.lineno}: a sentence for translators must be a literal text")


def updated(file: Path, wanted: Sequence[str]) -> str:
    """The contents of a ``.ts`` file with just these sentences and the translations it has of them."""
    kept = _translations(file)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", f'<TS version="2.1" language="{file.stem}">']
    lines += ["<context>", f"    <name>{_CONTEXT}</name>"]
    for sentence in wanted:
        translation = kept.get(sentence, "")
        state = "" if translation else ' type="unfinished"'
        lines += ["    <message>", f"        <source>{_escaped(sentence)}</source>"]
        lines += [f"        <translation{state}>{_escaped(translation)}</translation>", "    </message>"]
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _translations(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    messages = ElementTree.parse(file).iter("message")
    return {m.findtext("source") or "": m.findtext("translation") or "" for m in messages}


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def main(arguments: Sequence[str]) -> int:
    """Update or check every language; 1 when a check finds something to update."""
    parser = argparse.ArgumentParser(prog="app.ui.catalogue", description="Gather sentences for translators.")
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    wanted = sentences(Path(__file__).resolve().parents[1])
    stale = 0
    for file in sorted((resources() / "i18n").glob("*.ts")):
        made = updated(file, wanted)
        if made != file.read_text(encoding="utf-8"):
            stale = 1
            if not options.check:
                file.write_text(made, encoding="utf-8")
    return stale if options.check else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
