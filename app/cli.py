"""The command line: the same core without a window."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Callable, Coroutine
from typing import Any

from app import logs
from app.cli_limit import limit
from app.cli_loop import run
from app.cli_output import NobodyReads, complain, prepare, remark
from app.core.errors import InputError, SendoffError
from app.core.long_lived import YOUNG

DONE, FAILED, WRONG_USE, UNKNOWN, SENT_BEFORE = 0, 1, 2, 3, 4
Command = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]
_STOPS = ("SIGTERM", "SIGHUP")
"""What ends a command as Ctrl-C does: told to by the system, or by a terminal that was closed."""


class WrongUse(SendoffError):
    """The command's words do not fit together."""


def main(argv: list[str]) -> int:
    """Run one command; the exit code is returned.

    0 all done, 1 something failed, 2 wrong use, 3 outcome unknown, 4 nothing sent: some of it was sent before.
    """
    prepare()
    logging.getLogger().addHandler(logging.NullHandler())  # else warnings go to the terminal where there is no log
    try:
        options = _parser().parse_args(argv)  # loads what takes half a second, in which somebody may press Ctrl-C
        gc.set_threshold(YOUNG)
        return run(_until_stopped(options))
    except NobodyReads:
        return DONE
    except (WrongUse, InputError) as error:
        complain(error.words)
        return WRONG_USE
    except SendoffError as error:
        complain(error.words)
        return FAILED
    except OSError as error:
        complain(error)
        return FAILED
    except Exception as error:
        logs.note_uncaught(error)
        return FAILED
    except (KeyboardInterrupt, asyncio.CancelledError):
        remark("Stopped. “sendoff resume” goes on.")
        return FAILED


async def _until_stopped(options: argparse.Namespace) -> int:
    """Run the command to its end, or until the system wants it to end: in good order, so that no reply is missed."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        """Once is enough: a closed terminal says it twice, and closing must not be cut short."""
        if task is not None and not task.cancelling():
            task.cancel()

    for name in _STOPS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # else nohup wants it to go on
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, stop)
    command: Command = options.command
    return await command(options)


def _parser() -> argparse.ArgumentParser:
    from app import cli_accounts, cli_presets, cli_providers, cli_queue, cli_send, cli_show

    parser = argparse.ArgumentParser(prog="sendoff", description="Send files to a vendor, from a terminal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _send(_add(commands, "send", "send files", cli_send.send))
    _providers(_add(commands, "providers", "list vendors, add one, share one", cli_providers.providers))
    fields = _add(commands, "fields", "list the form fields of a vendor", cli_show.fields)
    fields.add_argument("--provider", required=True, metavar="ID")
    fields.add_argument("--mode", default="", metavar="ID")
    _common(fields, json=True)
    form = _add(commands, "form", "draw the form of a vendor", cli_show.form)
    form.add_argument("--provider", required=True, metavar="ID")
    form.add_argument("--mode", default="", metavar="ID")
    form.add_argument("--screenshot", required=True, metavar="FILE", help="the picture to write")
    form.add_argument("--dark", action="store_true")
    _common(form)
    queue = _add(commands, "queue", "list what is not finished", cli_queue.queue)
    _common(queue, json=True)
    resume = _add(commands, "resume", "go on with what is not finished", cli_queue.resume)
    resume.add_argument("--no-follow", action="store_true", help="end when the files are handed over")
    _limited(resume)
    _common(resume, keys=True, json=True)
    _presets(_add(commands, "presets", "list presets, share them, take in those of others", cli_presets.presets))
    _accounts(_add(commands, "accounts", "list, add, test and remove accounts", cli_accounts.accounts))
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str, command: Command
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words.capitalize() + ".")
    parser.set_defaults(command=command)
    return parser


def _limited(parser: argparse.ArgumentParser) -> None:
    words = "send at most this much a second, e.g. 2MB or 500KB, whatever the settings say; “none”: no limit"
    parser.add_argument("--limit", type=limit, default=None, metavar="RATE", help=words)


def _common(parser: argparse.ArgumentParser, *, keys: bool = False, json: bool = False) -> None:
    parser.add_argument("--data", default="", metavar="DIR", help="keep journal, settings and receipts in DIR")
    parser.add_argument("--practice", action="store_true", help="use practice vendors; nothing leaves this computer")
    if keys:
        parser.add_argument(
            "--proxy",
            default="",
            metavar="ADDRESS",
            help="a proxy, “none”, “system”, or “pac+” and an address; else as in the window",
        )
        parser.add_argument("--key-env", default="", metavar="VAR", help="the environment variable with the key")
    if json:
        parser.add_argument("--json", action="store_true", help="one line of JSON per result")


def _send(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders")
    parser.add_argument("--provider", default="", metavar="ID", help="the vendor, see “sendoff providers”")
    parser.add_argument("--preset", default="", metavar="NAME", help="start from a saved preset")
    parser.add_argument("--account", default="", metavar="NAME", help="a saved account of this vendor")
    parser.add_argument("--server", default="", metavar="URL", help="another base address of the vendor's API")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a form field, e.g. source=crm, or in full body.source=crm",
    )
    parser.add_argument("--mode", default="", metavar="ID", help="how to send several files, where there is a choice")
    parser.add_argument("--yes", action="store_true", help="agree to what it costs")
    repeats = parser.add_mutually_exclusive_group()
    repeats.add_argument("--again", action="store_true", help="send also what was sent before")
    repeats.add_argument("--skip-sent", action="store_true", help="leave out what was sent before")
    parser.add_argument("--dry-run", action="store_true", help="check everything, print the requests, send nothing")
    parser.add_argument("--no-follow", action="store_true", help="end when the files are handed over")
    _limited(parser)
    _common(parser, keys=True, json=True)


def _providers(parser: argparse.ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--add", default="", metavar="PATH", help="a vendor's file or folder, or an OpenAPI document")
    action.add_argument("--share", default="", metavar="ID", help="write a vendor that you added as a file for others")
    parser.add_argument("--to", default="", metavar="FILE", help="the file for --share, NAME.sendoff-provider")
    parser.add_argument("--yes", action="store_true", help="keep what --add shows")
    _common(parser, json=True)


def _presets(parser: argparse.ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group()
    action.add_argument(
        "--export", action="append", default=[], metavar="NAME", help="write this preset; may be repeated"
    )
    action.add_argument("--import", dest="take", default="", metavar="PATH", help="a preset's file, a folder or a zip")
    parser.add_argument("--to", default="", metavar="FILE", help="the file for --export; a zip for several")
    parser.add_argument("--account", default="", metavar="NAME", help="the account that an imported preset uses")
    parser.add_argument("--yes", action="store_true", help="keep what --import shows")
    _common(parser, json=True)


def _accounts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--add", default="", metavar="NAME", help="add an account of this name")
    parser.add_argument("--remove", default="", metavar="NAME", help="forget this account and its key")
    parser.add_argument("--test", default="", metavar="NAME", help="test this account's key")
    parser.add_argument("--provider", default="", metavar="ID")
    parser.add_argument("--server", default="", metavar="URL")
    _common(parser, keys=True, json=True)
