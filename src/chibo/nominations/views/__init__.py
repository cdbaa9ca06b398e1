"""Screens of nominations."""
