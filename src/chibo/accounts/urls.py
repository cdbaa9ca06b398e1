"""Sign-in, and what each user settles for themselves."""

from django.urls import path

from chibo.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("ngon-ngu/", views.language, name="language"),
    path("co-chu/", views.text_size, name="text_size"),
    path("tai-khoan/", views.profile, name="profile"),
    path("tai-khoan/mat-khau/", views.password, name="password"),
    path("tai-khoan/ma-truy-cap/", views.tokens, name="tokens"),
    path("tai-khoan/ma-truy-cap/<int:pk>/thu-hoi/", views.token_revoke, name="token_revoke"),
]
