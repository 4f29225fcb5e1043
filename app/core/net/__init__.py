"""The only HTTP of Sendoff: streaming bodies, failure classes, proxies, TLS and the guard for addresses."""
