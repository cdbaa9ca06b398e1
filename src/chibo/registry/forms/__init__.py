"""What people type into the registry, checked and explained; no form writes rows."""
