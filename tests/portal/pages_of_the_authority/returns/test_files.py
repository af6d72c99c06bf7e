"""The pages of a request for a file alone: what came, its history, notes, and nothing of checking."""

from tests.portal.answers import text
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


def test_what_came_stands_with_its_receipt_and_nothing_is_checked(season: Season, client_of: ClientOf) -> None:
    filed, officer = ask_for_file(season), client_of(season.officer)
    at = f"/authority/schools/{season.school.public_id}/returns/{filed.request.public_id}/"
    assert "The school has sent no file yet." in text(officer.get(at))
    filed.send()
    page = text(officer.get(at))
    assert "phonics.pdf" in page
    assert "Files received</a>" in page
    assert "Waive a check" not in page
    assert "Sent a file" in text(officer.get(f"{at}history/"))
    assert officer.get(f"{at}notes/").status_code == 200
    assert [officer.get(f"{at}{part}").status_code for part in ("questions/", "accept/", "waivers/")] == [404] * 3
