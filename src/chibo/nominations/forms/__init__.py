"""What is asked about a nomination."""
