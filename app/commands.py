"""The commands of the command line, by name; loads nothing, since every start asks."""

COMMANDS = ("send", "providers", "fields", "form", "queue", "resume", "presets", "accounts")
