"""The use cases of meetings and of the desk."""
