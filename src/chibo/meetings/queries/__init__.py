"""What the meetings' screens and use cases need to find."""
