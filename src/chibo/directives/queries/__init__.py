"""Finding directives and whom they reached; what is shown to someone takes ``viewer=``."""
