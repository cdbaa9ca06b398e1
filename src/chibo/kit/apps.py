from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "chibo.kit"
    label = "kit"
