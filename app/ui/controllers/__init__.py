"""Between views and services: no widget code, no I/O of their own."""
