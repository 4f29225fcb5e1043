"""An OpenAPI document: loading, overlays, and finding operations in it."""

from __future__ import annotations


class Document:
    """An OpenAPI or Swagger document in normal form."""
