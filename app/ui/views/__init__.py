"""The pages and panels of the window."""
