"""The front door of the core for a window or a command line."""
