"""The app's place in the portal."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Names the app, its work, and the files that it keeps."""

    name = "muster.portal.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Have reports made and published when they are due; say which columns name files."""
        from muster.portal.foundation import file_columns, work
        from muster.portal.publishing.actions.building import WORK, make_reports_of
        from muster.portal.publishing.actions.making import do_run
        from muster.portal.publishing.actions.releasing import WORK as RELEASES
        from muster.portal.publishing.actions.releasing import do_release
        from muster.portal.publishing.actions.runs import WORK as RUNS
        from muster.portal.publishing.actions.summaries import WITH, do_summary
        from muster.portal.publishing.actions.summaries import WORK as SUMMARIES
        from muster.portal.publishing.due import due
        from muster.portal.publishing.models import CollectionBuild, CollectionEdition, Edition, Release
        from muster.portal.publishing.runs_due import runs_due

        work.register(work.Work(WORK, due, make_reports_of))
        work.register(work.Work(RUNS, runs_due, do_run))
        releases = Release.objects.select_related("authority", "collection__authority").all
        work.register(work.leased(RELEASES, releases, do_release))
        work.register(work.leased(SUMMARIES, CollectionBuild.objects.select_related(*WITH).all, do_summary))
        file_columns.register(CollectionEdition, "file")
        file_columns.register(CollectionEdition, "paper")
        file_columns.register(Edition, "file")
        file_columns.register(Edition, "paper")
