"""What people type about meetings and the desk."""
