"""The screens of meetings and of the desk."""
