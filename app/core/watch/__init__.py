"""Watched folders, as far as they are a matter of the disk: what lies there, what is new, what grows, what moves."""
