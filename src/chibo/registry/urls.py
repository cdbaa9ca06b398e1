"""Units, members, roles."""

from importlib.util import find_spec

from django.urls import include, path

from chibo.registry.views import (
    member_changes,
    member_links,
    members,
    offices,
    roles,
    tree,
    unit_changes,
    units,
)

app_name = "registry"
urlpatterns = [
    path("don-vi/", tree.units, name="units"),
    path("don-vi/danh-sach/", tree.unit_list, name="unit_list"),
    path("don-vi/goi-y/", tree.unit_suggestions, name="unit_suggestions"),
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("don-vi/<str:code>/nhanh/", tree.unit_branch, name="unit_branch"),
    path("don-vi/<str:code>/thay-doi/", unit_changes.unit_change, name="unit_change"),
    path("don-vi/<str:code>/ket-thuc/", unit_changes.unit_end, name="unit_end"),
    path("don-vi/<str:code>/them-don-vi/", unit_changes.unit_add, name="unit_add"),
    path("don-vi/<str:code>/khu-dan-cu/", unit_changes.neighbourhood, name="neighbourhood"),
    path("don-vi/<str:code>/them-dang-vien/", members.member_add, name="member_add"),
    path("don-vi/<str:code>/them-bo-phan/", offices.office_add, name="office_add"),
    path("don-vi/<str:code>/bo-phan/<int:pk>/thay-doi/", offices.office_change, name="office_change"),
    path("don-vi/<str:code>/bo-phan/<int:pk>/giai-the/", offices.office_close, name="office_close"),
    path("don-vi/<str:code>/them-quay/", offices.counter_add, name="counter_add"),
    path("don-vi/<str:code>/quay/<int:pk>/dong/", offices.counter_close, name="counter_close"),
    path("don-vi/<str:code>/ghi-chuc-danh/", offices.officer_add, name="officer_add"),
    path("don-vi/<str:code>/chuc-danh/<int:pk>/thoi-giu/", offices.officer_relieve, name="officer_relieve"),
    path("dang-vien/", members.members, name="members"),
    path("dang-vien/goi-y/", members.member_suggestions, name="member_suggestions"),
    path("dang-vien/<int:pk>/", members.member, name="member"),
    path("dang-vien/<int:pk>/sua/", member_changes.member_correct, name="member_correct"),
    path("dang-vien/<int:pk>/chuyen-chi-bo/", member_changes.member_move, name="member_move"),
    path("dang-vien/<int:pk>/ra-khoi-danh-sach/", member_changes.member_leave, name="member_leave"),
    path("dang-vien/<int:pk>/tiep-nhan-lai/", member_changes.member_readmit, name="member_readmit"),
    path("dang-vien/<int:pk>/noi-cong-tac/", member_links.employment, name="employment"),
    path("dang-vien/<int:pk>/noi-o/", member_links.residence, name="residence"),
    path("dang-vien/<int:pk>/nang-luc/", member_links.profile, name="profile"),
    path("dang-vien/<int:pk>/tam-dung/", member_links.hold, name="hold"),
    path("dang-vien/<int:pk>/het-tam-dung/", member_links.release, name="release"),
    path("dang-vien/<int:pk>/them-than-nhan/", member_links.kinship_add, name="kinship_add"),
    path("dang-vien/<int:pk>/than-nhan/<int:kinship>/bo/", member_links.kinship_end, name="kinship_end"),
    path("phan-quyen/", roles.roles, name="roles"),
    path("phan-quyen/giao-quyen/", roles.role_grant, name="role_grant"),
    path("phan-quyen/<int:pk>/thu-hoi/", roles.role_revoke, name="role_revoke"),
    path("phan-quyen/tao-tai-khoan/", roles.account_add, name="account_add"),
    path("phan-quyen/tai-khoan/<int:pk>/", roles.account, name="account"),
    path("phan-quyen/tai-khoan/<int:pk>/dat-lai-mat-khau/", roles.password_reset, name="password_reset"),
]
if find_spec("chibo.registry.imports.urls") is not None:
    urlpatterns.append(path("", include("chibo.registry.imports.urls")))
