"""What is asked in the yearly review."""
