"""Dialogs and in-window sheets."""
