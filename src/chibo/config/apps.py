from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "chibo.config"
    label = "config"

    def ready(self) -> None:
        from chibo.config import wiring  # noqa: F401
