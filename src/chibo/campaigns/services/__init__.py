"""Changing rows of a campaign, each function one use case."""
