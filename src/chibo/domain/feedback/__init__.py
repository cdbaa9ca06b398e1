"""Concerns of residents: their way from the cell to the office and back, and what may be shown of them."""
