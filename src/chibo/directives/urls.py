from django.urls import path

from chibo.directives.views import acknowledging, changes, directive_page, directives, ticked_units

app_name = "directives"

DIRECTIVE = "van-ban-chi-dao/<int:pk>/"

urlpatterns = [
    path("van-ban-chi-dao/", directives.directives, name="directives"),
    path("van-ban-chi-dao/moi/", changes.directive_send, name="directive_send"),
    path("van-ban-chi-dao/nhac/", ticked_units.remind, name="remind"),
    path("van-ban-chi-dao/ky-nhan-tren-giay/", ticked_units.acknowledge_on_paper, name="acknowledge_on_paper"),
    path("van-ban-chi-dao/huy-ky-nhan/", ticked_units.void, name="void"),
    path(DIRECTIVE, directive_page.directive, name="directive"),
    path(f"{DIRECTIVE}ban-moi/", changes.version_send, name="version_send"),
    path(f"{DIRECTIVE}thu-hoi/", changes.withdraw, name="withdraw"),
    path(f"{DIRECTIVE}ky-nhan/", acknowledging.acknowledge, name="acknowledge"),
    path(f"{DIRECTIVE}tep/<int:number>/", directives.paper, name="paper"),
]
