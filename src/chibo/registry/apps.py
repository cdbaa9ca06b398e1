from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "chibo.registry"
    label = "registry"
