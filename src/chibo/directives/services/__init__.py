"""Changing rows of a directive, each function one use case."""
