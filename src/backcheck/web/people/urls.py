"""The addresses of signing in: what we use of allauth, under the names by which it finds them."""

from allauth.account import views as account
from allauth.mfa.urls import urlpatterns as second_factor
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in-again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/second-factor/", include(second_factor)),
    path("language/", login_not_required(set_language), name="language"),
]
