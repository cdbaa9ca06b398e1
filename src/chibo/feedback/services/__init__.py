"""What happens to a concern, each step one use case."""
