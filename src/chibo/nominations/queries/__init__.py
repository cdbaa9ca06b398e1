"""Finding nominations, what they wait for, and their figures."""
