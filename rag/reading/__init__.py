"""File → page → articles."""
