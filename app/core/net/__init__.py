"""The only HTTP of Sendoff."""
