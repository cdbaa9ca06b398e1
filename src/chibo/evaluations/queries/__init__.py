"""Finding reviews and what belongs to them."""
