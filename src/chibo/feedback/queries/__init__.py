"""Finding concerns, identities and figures."""
