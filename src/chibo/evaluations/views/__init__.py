"""Screens of the yearly review."""
