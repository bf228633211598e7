"""A script for each library that is measured, run in that library's environment."""
