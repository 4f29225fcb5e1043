"""The editors, one kind of field a module; each says by ``fit`` how well it suits a field."""
