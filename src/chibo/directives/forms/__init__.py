"""The forms of directives."""
