"""What happens to cycles and reviews, each one use case."""
