"""The house stands: pages answer, strangers are sent to the portal or to the sign-in page."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.people import Cast


def test_a_stranger_is_sent_to_the_portal_and_from_inner_pages_to_the_sign_in_page(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "localhost"})
    assert (answer.status_code, answer["Location"]) == (302, "/nguoi-dan/")
    answer = client.get("/chi-dao/", headers={"host": "localhost"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/")


@pytest.mark.parametrize("name", ["lan", "hoa", "vy"])
def test_a_signed_in_person_sees_the_home_page(cast: Cast, sign_in: Callable[..., Client], name: str) -> None:
    assert sign_in(getattr(cast, name)).get("/").status_code == 200


def test_a_leader_without_second_factor_stops_at_the_door(cast: Cast, sign_in: Callable[..., Client]) -> None:
    answer = sign_in(cast.minh, second_factor=False).get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/tai-khoan/yeu-to-thu-hai/"


def test_a_page_is_not_served_on_the_files_origin(client: Client, db: None) -> None:
    assert client.get("/tai-khoan/dang-nhap/", headers={"host": "127.0.0.1"}).status_code == 404


def test_the_bare_address_of_the_files_origin_leads_to_the_pages(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "127.0.0.1"})
    assert (answer.status_code, answer["Location"]) == (302, "http://localhost:8000/")
