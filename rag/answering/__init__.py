"""Hits → answer."""
