"""Articles → archive."""
