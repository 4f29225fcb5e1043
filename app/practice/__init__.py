"""The five vendors in small, on loopback, for trying Sendoff without any key."""
