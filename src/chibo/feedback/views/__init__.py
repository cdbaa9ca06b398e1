"""Screens of concerns."""
