"""What is asked about a concern."""
