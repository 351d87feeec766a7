"""One house for the level, one Chromium, and a browser profile of their own for everybody who comes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Generator

import pytest
from playwright.async_api import Browser, async_playwright

from rooms.settings import Settings
from server.page import BUILT
from tests.browser.guests import FLAGS, Guests
from tests.browser.house import LEISURE, House, open_house
from tests.browser.person import PICTURES
from tests.databases import released

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
async def settings(database_url: str, redis_url: str) -> Settings:
    assert (BUILT / "index.html").exists(), "the page is not built: npm --prefix web run build"
    return await released(database_url, redis_url, "browser")


@pytest.fixture(scope="package")
async def house(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(settings, tmp_path_factory.mktemp("browser") / "web.log") as house:
        yield house
        assert house.web.complaints() == []


@pytest.fixture(scope="package")
async def slow_house(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One whose co-author can be watched and stopped."""
    async with open_house(settings, tmp_path_factory.mktemp("browser") / "slow.log", LEISURE) as house:
        yield house
        assert house.web.complaints() == []


@pytest.fixture(scope="package")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
        )
        yield browser
        await browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
async def guests(request: pytest.FixtureRequest, browser: Browser, house: House) -> AsyncIterator[Guests]:
    """Whoever came leaves at the end, and nothing must have gone wrong in any of their pages."""
    guests = Guests(browser, house.address)
    yield guests
    failed = request.node.stash.get(FAILED, False)
    if failed:
        folder = PICTURES / re.sub(r"\W+", "-", request.node.name)
        folder.mkdir(parents=True, exist_ok=True)
        await guests.photograph(folder)
    await house.cable.mend()
    trouble = await guests.leave()
    assert failed or trouble == []
