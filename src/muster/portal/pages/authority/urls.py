"""Addresses of an authority's own pages."""

from django.urls import URLPattern, URLResolver, include, path

from muster.portal.pages.authority import details, heads, home, mails, people, school, schools
from muster.portal.pages.authority.assignments import views as assignments
from muster.portal.pages.authority.log import views as log
from muster.portal.pages.authority.work import views as work

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("muster.portal.pages.authority.across.urls")),
    path("", include("muster.portal.pages.authority.collections.urls")),
    path("", include("muster.portal.pages.authority.duplicates.urls")),
    path("", include("muster.portal.pages.authority.signing_on.urls")),
    path("", include("muster.portal.pages.authority.returns.urls")),
    path("", include("muster.portal.pages.authority.reports.urls")),
    path("", include("muster.portal.pages.authority.tables.urls")),
    path("authority/", home.home, name="authority"),
    path("authority/schools/", schools.schools, name="authority-schools"),
    path("authority/schools/<id:school>/", school.school, name="authority-school"),
    path("authority/schools/<id:school>/head/", school.head, name="authority-school-head"),
    path("authority/assignments/", assignments.assign, name="authority-assignments"),
    path("authority/queue/", work.work, name="authority-work"),
    path("authority/heads/", heads.heads, name="authority-heads"),
    path("authority/heads/<id:change>/approve/", heads.approve, name="authority-head-approve"),
    path("authority/heads/<id:change>/refuse/", heads.refuse, name="authority-head-refuse"),
    path("authority/log/", log.log, name="authority-log"),
    path("authority/log/pupil/", log.pupil, name="authority-log-pupil"),
    path("authority/log/events.csv", log.download, name="authority-log-download"),
    path("authority/log/schools/<id:school>/", log.pupils, name="authority-log-pupils"),
    path("authority/mails/", mails.mails, name="authority-mails"),
    path("authority/mails/<id:mail>/", mails.send, name="authority-mail"),
    path("authority/people/", people.people, name="authority-people"),
    path("authority/people/invite/", people.invite, name="authority-invite"),
    path("authority/people/<id:membership>/", people.person, name="authority-person"),
    path("authority/people/<id:membership>/link/", people.link, name="authority-person-link"),
    path("authority/people/<id:membership>/remove/", people.remove, name="authority-person-remove"),
    path("authority/people/<id:membership>/revoke/", people.revoke, name="authority-person-revoke"),
    path("authority/details/", details.details, name="authority-details"),
]
