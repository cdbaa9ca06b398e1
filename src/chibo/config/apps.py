from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "chibo.config"
    label = "config"
