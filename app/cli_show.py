"""``sendoff fields`` and ``form``: what a vendor asks for."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from app.cli import DONE
from app.cli_output import remark, say, say_json
from app.cli_providers import provider_service
from app.cli_session import check_mode
from app.core.schema.model import Field, Form
from app.core.text import text


async def fields(options: argparse.Namespace) -> int:
    """List a vendor's form as data."""
    form = _form(options)
    if options.json:
        say_json([described(field) for field in form.fields], indent=2)
    else:
        if not form.fields:
            remark(text("This vendor asks for nothing but the files."))
        for field in form.fields:
            say(f"{field.key:<32} {'required' if field.required else 'optional':<9} {field.kind:<12} {field.label}")
    return DONE


async def form(options: argparse.Namespace) -> int:
    """Draw a vendor's form into a picture."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.ui.forms.picture import draw_form

    draw_form(_form(options), Path(options.screenshot), dark=options.dark)
    return DONE


def described(field: Field) -> dict[str, object]:
    """A field as JSON data."""
    known: dict[str, object] = {
        "key": field.key,
        "label": field.label,
        "required": field.required,
        "kind": str(field.kind),
        "help": field.help,
        "placeholder": field.placeholder,
        "nullable": field.nullable,
        "advanced": field.advanced,
        "default": field.default if field.has_default else None,
        "choices": [{"value": one.value, "label": one.label} for one in field.choices],
        "source": dict(field.source) if field.source else None,
        "fields": [described(child) for child in field.children],
    }
    if field.variants:
        known["variants"] = [{"label": v.label, "fields": [described(f) for f in v.fields]} for v in field.variants]
    return known


def _form(options: argparse.Namespace) -> Form:
    service = provider_service(options)
    check_mode(service.get(options.provider), options.mode)
    return service.form(options.provider, options.mode)
