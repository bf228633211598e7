"""The command `jianbao`."""
