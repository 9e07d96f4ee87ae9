"""The addresses of signing in; those of allauth under the names by which it finds them."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.roles import Act

from . import factors, views

_own = allowed(Act.OWN_ACCOUNT, before_factor=True)

urlpatterns = [
    path("", views.home, name="home"),
    path("welcome/<str:secret>/", views.welcome, name="welcome"),
    path("sign-in/", factors.SignIn.as_view(), name="account_login"),
    path(
        "sign-in/passkey/",
        login_not_required(factors.SignInByPasskey.as_view()),
        name="mfa_login_webauthn",
    ),
    path("sign-in/second-step/", factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-in-again/", _own(factors.PasswordAgain.as_view()), name="account_reauthenticate"),
    path("sign-in-again/code/", _own(factors.CodeAgain.as_view()), name="mfa_reauthenticate"),
    path(
        "sign-in-again/passkey/",
        _own(factors.PasskeyAgain.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="account_change_password"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/second-factor/", views.second_factor, name="mfa_index"),
    path("account/second-factor/app/", _own(factors.AddApp.as_view()), name="mfa_activate_totp"),
    path(
        "account/second-factor/passkey/",
        _own(factors.AddPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path("account/second-factor/<int:pk>/", views.factor, name="factor"),
    path("account/second-factor/<int:pk>/remove/", views.remove_factor, name="remove_factor"),
    path(
        "account/recovery-codes/",
        _own(factors.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path("account/recovery-codes/new/", views.new_codes, name="new_codes"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/role/", views.role, name="role"),
    path("people/<uuid:pk>/disable/", views.disable, name="disable"),
    path("people/<uuid:pk>/enable/", views.enable, name="enable"),
    path("people/<uuid:pk>/link/", views.new_link, name="new_link"),
    path("language/", views.language, name="language"),
]
