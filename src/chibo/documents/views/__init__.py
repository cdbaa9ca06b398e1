"""Screens: ``documents`` (the register, one paper with its prints, the check of a print), ``books`` (of numbers)."""
