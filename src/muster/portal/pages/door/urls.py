"""Addresses of the door."""

from django.urls import URLPattern, path

from muster.portal.pages.door import account, links, lost_phone, providers, sessions, sign_in

urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/code/again/", sign_in.code_again, name="sign-in-code-again"),
    path("sign-in/with/", providers.choose, name="sign-in-providers"),
    path("sign-in/with/<str:la>/", providers.start, name="sign-in-with"),
    path("sign-in/with/<str:la>/back/", providers.back, name="sign-in-back"),
    path("sign-in/with/<str:la>/signed-out/", providers.logged_out, name="sign-in-logout"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("forgotten-password/", links.forgotten_password, name="forgotten-password"),
    path("forgotten-password/sent/", links.link_sent, name="link-sent"),
    path("link/", links.open_link, name="open-link"),
    path("new-password/", links.new_password, name="new-password"),
    path("first-access/", links.first_access, name="first-access"),
    path("session/extend/", sessions.extend, name="extend-session"),
    path("kept/<id:form>/", sessions.kept, name="kept-form"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="change-password"),
    path("account/sign-out-everywhere/", account.end_everywhere, name="end-everywhere"),
    path("account/app/", account.connect_app, name="connect-app"),
    path("account/app/disconnect/", account.disconnect_app, name="disconnect-app"),
    path("authority/lost-phone/<id:membership>/", lost_phone.disconnect_for, name="disconnect-for"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery-codes"),
]
