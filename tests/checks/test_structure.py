"""The house rules that a tool can measure: sizes, arrows, words for unfinished work, lambdas in connections."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fixtures.listing import listed

UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X|raise NotImplemented" r"Error|placeholder implementation|st" r"ub)\b"
)
QT = ("PySide6", "shiboken6", "qasync")
WITH_QT = ("app/ui/", "app/main.py", "app/cli_show.py", "app/selftest")
LINES, FUNCTION, METHODS = 300, 60, 15


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_file_is_longer_than_300_lines(sources):
    long = [(s.name, s.text.count("\n")) for s in sources.values() if s.text.count("\n") > LINES]
    assert not long, listed(long)


def test_no_function_is_longer_than_60_lines(sources):
    long = [
        (source.name, function.name, function.end_lineno - function.lineno + 1)
        for source in sources.values()
        for function in functions(source.tree)
        if function.end_lineno - function.lineno + 1 > FUNCTION
    ]
    assert not long, listed(long)


def test_no_class_has_more_than_15_public_methods(program):
    wide = []
    for source in program:
        # The front door lists what the core can do; its protocols are as wide as that is.
        if source.name.startswith("app/core/services/"):
            continue
        for node in source.walk():
            if isinstance(node, ast.ClassDef):
                public = [f.name for f in node.body if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)]
                public = [name for name in public if not name.startswith("_") and not _is_qt_override(name)]
                if len(public) > METHODS:
                    wide.append((source.name, node.name, len(public)))
    assert not wide, listed(wide)


def _is_qt_override(name: str) -> bool:
    """``mouseMoveEvent``, ``sizeHint``: Qt's names are written in camel case, ours never are."""
    return name != name.lower()


def test_every_module_says_its_job_first(sources):
    silent = [s.name for s in sources.values() if s.text.strip() and not ast.get_docstring(s.tree)]
    assert not silent, listed(silent)


def test_whatever_is_public_says_what_it_is(program):
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [(source, node) for source in program for node in source.walk() if isinstance(node, kinds)]
    assert len(nodes) > 2_000
    silent = [f"{s.name}:{n.lineno} {n.name}" for s, n in nodes if n.name[0] != "_" and not ast.get_docstring(n)]
    assert not silent, listed(silent)


def test_the_core_and_the_practice_vendors_know_no_qt(program):
    below = [s for s in program if not s.name.startswith(WITH_QT)]
    assert len(below) > 20
    found = [(s.name, m) for s in below for m in s.imports() if m.split(".")[0] in QT]
    assert not found, listed(found)


def test_no_connection_to_a_lambda(program):
    found = [
        f"{source.name}:{node.lineno}"
        for source in program
        for node in source.walk()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in node.args)
    ]
    assert not found, listed(found)


def test_no_module_is_a_drawer_for_everything(sources):
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    found = [name for name in sources if drawers & set(re.split(r"[/._]", name))]
    assert not found, listed(found)


def test_nothing_is_left_unfinished(texts):
    found = [
        (name, number)
        for name, words in texts()
        if name.startswith(("app/", "installer/", "resources/"))
        for number, line in enumerate(words.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found, listed(found)


def test_every_test_asserts_something(sources):
    silent = [
        f"{source.name}:{function.name}"
        for source in sources.values()
        if source.name.startswith("tests/")
        for function in functions(source.tree)
        if function.name.startswith("test_")
        and not re.search(r"assert|raises|check|expect|verify|wait|until|says|find", ast.unparse(function))
    ]
    assert not silent, listed(silent)
