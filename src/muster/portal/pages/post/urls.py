"""Addresses of enquiries and e-mails."""

from django.urls import URLPattern, path

from muster.portal.pages.post import asking, mailbox, team, threads

urlpatterns: list[URLPattern] = [
    path("cannot-get-in/", asking.cannot_get_in, name="cannot-get-in"),
    path("enquiries/", threads.own_enquiries, name="own-enquiries"),
    path("enquiries/new/", asking.new_enquiry, name="new-enquiry"),
    path("enquiries/sent/", asking.enquiry_sent, name="enquiry-sent"),
    path("enquiries/<id:enquiry>/", threads.own_enquiry, name="own-enquiry"),
    path("enquiries/link/<str:token>/", threads.linked_enquiry, name="linked-enquiry"),
    path("enquiries/link/<str:token>/renew/", threads.renew, name="renew-enquiry-link"),
    path("authority/enquiries/", team.enquiries, name="team-enquiries"),
    path("authority/enquiries/<id:enquiry>/", team.enquiry, name="team-enquiry"),
    path("authority/enquiries/<id:enquiry>/answer/", team.answer_enquiry, name="answer-enquiry"),
    path("authority/enquiries/<id:enquiry>/close/", team.close_enquiry, name="close-enquiry"),
    path("authority/enquiries/<id:enquiry>/reopen/", team.reopen_enquiry, name="reopen-enquiry"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<id:mail>/", mailbox.mail, name="mailbox-mail"),
    path("mailbox/<id:mail>/html/", mailbox.mail_as_html, name="mailbox-mail-html"),
]
