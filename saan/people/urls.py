"""Where the pages of people stand; of allauth's pages only those that Saan uses."""
from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import path

from saan.people.views import doors, own, roster

urlpatterns = [
    path("people", roster.roster, name="roster"),
    path("people/invite", roster.invite, name="invite"),
    path("people/roles/<int:role>/end", roster.end_role, name="end_role"),
    path("people/invitations/<int:invitation>/withdraw", roster.withdraw, name="withdraw"),
    path("people/<int:person>/devices/forget", roster.forget_devices, name="forget_devices"),
    path("invitation/<str:token>", doors.invitation, name="invitation"),
    path("in/<str:token>", doors.link, name="link"),
    path("me", own.me, name="me"),
    path("me/calendar", own.feed, name="feed"),
    path("accounts/link", doors.ask_for_link, name="ask_for_link"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/signup/", account.signup, name="account_signup"),   # closed: says that one comes by invitation
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("accounts/password/reset/key/<str:uidb36>-<str:key>/", account.password_reset_from_key,
         name="account_reset_password_from_key"),
    path("accounts/password/reset/key/done/", account.password_reset_from_key_done,
         name="account_reset_password_from_key_done"),
    path("accounts/2fa/", factors.index, name="mfa_index"),
    path("accounts/2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", own.App.as_view(), name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/2fa/webauthn/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/2fa/webauthn/add/", own.Passkey.as_view(), name="mfa_add_webauthn"),
    path("accounts/2fa/webauthn/reauthenticate/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/edit/", own.Rename.as_view(), name="mfa_edit_webauthn"),
]
