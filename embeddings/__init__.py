"""Text in, unit vectors out. This room knows nothing about newspapers."""
