"""The content policy, where it matters: in a browser. The fixtures fail on whatever the policy refuses."""

import pytest
from django.urls import reverse

from responses.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough password"


@pytest.fixture
def administrator():
    return User.objects.create_superuser("admin@example.org", PASSWORD)


def test_the_stock_admin_works_under_its_policy(page, administrator):
    page.goto(reverse("admin:index"))
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=email], input[name=username], input[name=login]").first.fill(administrator.email)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")

    for address in page.locator("#content-main a.addlink").evaluate_all("all => all.map(each => each.href)"):
        page.goto(address)
        assert page.locator("#content form").count() > 0, address


def test_the_front_page_asks_nothing_of_another_host_and_breaks_no_policy(page):
    response = page.goto("/")

    assert response.status == 200
    assert page.evaluate("document.cookie") == ""
    assert page.context.cookies() == []
