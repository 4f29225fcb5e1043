"""What is kept: journal, settings, accounts, presets, receipts, and the keys in the OS keyring."""
