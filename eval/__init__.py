"""Offline evaluation: data sets, measures, runs."""
