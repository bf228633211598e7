"""Question → hits."""
