"""The way of somebody from being put forward to full membership; read in this order: path, clocks, votes, checks."""
