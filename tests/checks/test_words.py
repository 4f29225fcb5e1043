"""What stands in the files: no vendor in the code, no registry, no path of somebody's machine, words that translate."""

from __future__ import annotations

import ast
import re
import string

from fixtures.listing import listed

VENDORS = re.compile(r"\b(sela|tela|send\.?ai|sendai|deepset|optimal ?dial)\b", re.IGNORECASE)
# Written apart, so that this file does not name them either.
HOSTS = ("py pi.org", "python hosted.org", "npm js.org", "npm js.com", "deb ian.org", "ubun tu.com", "crates .io")
INDEX = re.compile(r"(index-url|\"resolved\"\s*:|registry\s*=)[^\n]{0,20}https?://")
MACHINE = re.compile(r"(?<![\w.])/(work|tmp|root|farm|home/\w+)/[a-z]")
DATA_FILES = (".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".cfg", ".ini", ".svg")

# Calls whose words a person reads, and the place of those words among the arguments.
SHOWN = frozenset({
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setStatusTip", "setWhatsThis", "setTitle", "setLabelText", "setInformativeText", "addAction", "addTab", "addRow",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "QGroupBox",
})  # fmt: skip
SAME_IN_EVERY_LANGUAGE = frozenset({"Sendoff", "https://"})


def test_no_vendor_is_named_in_the_program(program):
    found = [
        (source.name, number)
        for source in program
        if not source.name.startswith("app/practice/")
        for number, line in enumerate(source.text.splitlines(), 1)
        if VENDORS.search(line)
    ]
    assert not found, listed(found)


def test_no_address_of_a_package_registry_stands_anywhere(texts):
    hosts = [host.replace(" ", "") for host in HOSTS]
    found = [name for name, words in texts() if INDEX.search(words) or any(host in words for host in hosts)]
    assert not found, listed(found)


def test_no_path_of_a_machine_stands_in_a_data_file(texts):
    found = [
        (name, match.group())
        for name, words in texts()
        if name.endswith(DATA_FILES) and (match := MACHINE.search(words))
    ]
    assert not found, listed(found)


def test_every_text_for_people_is_a_literal_that_can_be_collected(program):
    found, seen = [], 0
    for source in program:
        if source.name in ("app/core/text.py", "app/ui/text.py"):
            continue
        names = _text_functions(source.tree)
        for node in source.walk():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                seen += 1
                if not node.args or not _is_literal(node.args[0]):
                    found.append(f"{source.name}:{node.lineno}")
                elif all(keyword.arg for keyword in node.keywords):  # no **values
                    missing = _holes(node.args[0].value) ^ {keyword.arg for keyword in node.keywords}
                    found += [f"{source.name}:{node.lineno} {name}" for name in missing]
    assert seen > 50
    assert not found, listed(found)


def test_no_widget_shows_words_that_cannot_be_translated(program):
    found = [
        f"{source.name}:{node.lineno} {node.args[0].value!r}"
        for source in program
        if source.name.startswith(("app/ui/", "app/main.py"))
        for node in source.walk()
        if isinstance(node, ast.Call)
        and _called(node) in SHOWN
        and node.args
        and _is_literal(node.args[0])
        and re.search(r"[^\W\d_]{2}", node.args[0].value)
        and node.args[0].value not in SAME_IN_EVERY_LANGUAGE
    ]
    assert not found, listed(found)


def _text_functions(tree: ast.Module) -> set[str]:
    """The local names of ``app.core.text.text`` and ``app.ui.text.tr``."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("app.core.text", "app.ui.text")
        for alias in node.names
        if alias.name in ("text", "tr")
    }


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _holes(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
