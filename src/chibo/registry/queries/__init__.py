"""Finding rows of the registry; every function that shows them to someone takes ``viewer=``."""
