"""What happens to a nomination, each step one use case."""
