"""deepset's request checks and list replies, in the manners of FastAPI."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from app.practice.ingestion import Session
from app.practice.world import iso

_MODES = ("KEEP", "OVERWRITE", "FAIL", "TEMPORARY")
_DAY = 86_400
_PERSON = {"user_id": str(uuid.UUID(int=1, version=4)), "given_name": "Pat", "family_name": "Practice"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One item of ``detail``: where, what, which kind, and what was given instead."""

    loc: tuple[str, ...]
    msg: str
    type: str
    input: object = None


def refused(problems: Sequence[Problem]) -> web.Response:
    """The 422 for *problems*."""
    detail = [{"loc": list(p.loc), "msg": p.msg, "type": p.type, "input": p.input} for p in problems]
    return web.json_response({"detail": detail}, status=422)


def problems_of_session(body: Mapping[str, object]) -> list[Problem]:
    """What is wrong with the body of a new session. Properties that nobody knows are ignored."""
    found = []
    seconds = body.get("expires_in_seconds")
    if seconds is not None and (isinstance(seconds, bool) or not isinstance(seconds, int)):
        words = "Input should be a valid integer"
        found.append(Problem(("body", "expires_in_seconds"), words, "int_type", seconds))
    elif isinstance(seconds, int) and seconds < 1:
        words = "Input should be greater than or equal to 1"
        found.append(Problem(("body", "expires_in_seconds"), words, "greater_than_equal", seconds))
    elif isinstance(seconds, int) and seconds > _DAY:
        words = f"Input should be less than or equal to {_DAY}"
        found.append(Problem(("body", "expires_in_seconds"), words, "less_than_equal", seconds))
    parallel = body.get("parallel_processing_enabled", False)
    if not isinstance(parallel, bool):
        words = "Input should be a valid boolean"
        found.append(Problem(("body", "parallel_processing_enabled"), words, "bool_type", parallel))
    mode = body.get("write_mode", "KEEP")
    if mode not in _MODES:
        words = "Input should be 'KEEP', 'OVERWRITE', 'FAIL' or 'TEMPORARY'"
        found.append(Problem(("body", "write_mode"), words, "enum", mode))
    return found


def problems_of_query(query: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the query of the list of sessions."""
    found = []
    for name, largest in (("limit", 100), ("page_number", 1_000_000)):
        text = query.get(name, "1")
        if not text.isdecimal() or not 1 <= int(text) <= largest:
            words = f"Input should be between 1 and {largest}"
            found.append(Problem(("query", name), words, "value_error", text))
    if query.get("is_expired", "false") not in ("true", "false"):
        words = "Input should be a valid boolean"
        found.append(Problem(("query", "is_expired"), words, "bool_parsing", query["is_expired"]))
    return found


def listing(newest_first: Sequence[Session], query: Mapping[str, str]) -> dict[str, object]:
    """The page of sessions that *query* asks for."""
    wanted = query.get("is_expired")
    sessions = [s for s in newest_first if wanted is None or s.expired == (wanted == "true")]
    limit, page = int(query.get("limit", "10")), int(query.get("page_number", "1"))
    start = limit * (page - 1)
    return {
        "total": len(sessions),
        "has_more": start + limit < len(sessions),
        "data": [_shown(session) for session in sessions[start : start + limit]],
    }


def _shown(session: Session) -> dict[str, object]:
    return {
        "session_id": session.id,
        "created_by": _PERSON,
        "created_at": iso(session.created),
        "expires_at": iso(session.expires),
        "write_mode": session.write_mode,
        "status": session.state(),
    }
