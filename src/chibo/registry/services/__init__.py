"""Changing rows of the registry, each function one use case."""
