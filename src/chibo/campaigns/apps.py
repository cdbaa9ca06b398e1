from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "chibo.campaigns"
    label = "campaigns"
