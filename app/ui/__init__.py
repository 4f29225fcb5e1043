"""The Qt window; nothing outside this package knows Qt."""
