"""Widgets for the fields of a generated form."""
