"""``sendoff providers``: list the vendors, take in one from others, write one as a file for them."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import DONE, WrongUse
from app.cli_output import complain, remark, say, say_json
from app.core.events import Events
from app.core.paths import data_paths, resources, shipped_memory
from app.core.services.providers import ProviderService
from app.core.storage.read_providers import ReadProviders
from app.core.text import text


async def providers(options: argparse.Namespace) -> int:
    """List, add or share vendors; see the exit codes in :mod:`app.cli`."""
    service = provider_service(options)
    if options.add:
        return await _add(service, Path(options.add), yes=options.yes)
    if options.share:
        if not options.to:
            raise WrongUse(text("Name the file to write with --to."))
        say(await service.share(options.share, Path(options.to)))
        return DONE
    _list(service, as_json=options.json)
    return DONE


def provider_service(options: argparse.Namespace) -> ProviderService:
    """The vendors as they lie in the data folder that the options name."""
    paths = data_paths(options.data, options.practice)
    memory = ReadProviders(paths.read_providers, shipped_memory())
    service = ProviderService(resources() / "providers", paths.providers, Events(), None, memory)
    service.load()
    return service


async def _add(service: ProviderService, place: Path, *, yes: bool) -> int:
    """Say whom the vendor at *place* would talk to, and keep it where that is agreed to."""
    found = await service.look(place)
    provider = found.provider
    say(f"{provider.name}  ({provider.id})")
    say(text("  Files and the key would go to:"))
    for url, _ in provider.flow.server.choices:
        say(f"  {url}")
    replaced = service.replaced_by(provider)
    for words in (*((replaced,) if replaced else ()), *provider.warnings):
        say(f"  {words}")
    if not yes:
        remark(text("Nothing is kept yet. Add --yes to keep it."))
        return DONE
    await service.add(found)
    say(text("  Kept. “sendoff fields --provider {id}” shows its form.", id=provider.id))
    return DONE


def _list(service: ProviderService, *, as_json: bool) -> None:
    for provider in service.all():
        if as_json:
            flow = provider.flow
            modes = [{"id": mode.id, "label": mode.label} for mode in flow.modes]
            servers = [url for url, _ in flow.server.choices]
            known = {"id": provider.id, "name": provider.name, "docs": flow.docs, "modes": modes, "servers": servers}
            say_json(known)
        else:
            say(f"{provider.id:<14} {provider.name}")
    for problem in service.problems():
        complain(problem)
