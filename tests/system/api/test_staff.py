from urllib.parse import urlencode
from uuid import uuid4

import pytest

from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from tests.system.api.conftest import Service

ADA = "ada@example.org"


async def test_customers_do_not_enter_the_admin_platform(service: Service) -> None:
    await service.client.register(ADA)
    admin = service.client.at("admin")
    refused = await admin.log_in(ADA)
    assert (refused.status, refused.code) == (403, "not_staff")
    assert (await admin.log_in(ADA, "wrong-password")).code == "invalid_credentials"


async def test_a_customer_s_token_is_no_token_on_the_admin_platform(service: Service) -> None:
    await service.staff()
    customer = await service.client.signed_in("boss@example.org")
    refused = await service.client.at("admin").with_token(customer.token)("GET", "/users")
    assert (refused.status, refused.code) == (401, "invalid_token")


async def test_staff_lock_a_person_out_at_once_and_let_them_in_again(service: Service) -> None:
    made = (await service.client.register(ADA)).body
    ada, boss = await service.client.signed_in(ADA), await service.staff()
    locked = await boss("POST", f"/users/{made['id']}/lock", {"reason": "spam"})
    assert (locked.status, locked.body["is_locked"], locked.body["is_active"]) == (200, True, False)
    assert (await ada("GET", "/me")).code == "revoked_token"
    assert (await service.client.log_in(ADA)).code == "account_locked"
    assert (await boss("POST", f"/users/{made['id']}/lock")).status == 200
    unlocked = await boss("POST", f"/users/{made['id']}/unlock", {})
    assert (unlocked.status, unlocked.body["is_locked"]) == (200, False)
    assert (await ada("GET", "/me")).code == "revoked_token"
    assert (await service.client.log_in(ADA)).status == 200


@pytest.mark.parametrize("act", ["lock", "unlock"])
async def test_an_act_on_what_is_no_longer_as_it_was_seen_is_refused(service: Service, act: str) -> None:
    made = await service.client.register(ADA)
    boss = await service.staff()
    path = f"/users/{made.body['id']}/{act}"
    refused = await boss("POST", path, If_Match='"7"')
    assert (refused.status, refused.code) == (412, "stale_version")
    assert (await boss("GET", f"/users/{made.body['id']}")).headers["ETag"] == made.headers["ETag"]
    assert (await boss("POST", path, If_Match=made.headers["ETag"])).status == 200


async def test_staff_do_not_lock_themselves(service: Service) -> None:
    boss = await service.staff()
    me = (await boss("GET", "/me")).body["id"]
    refused = await boss("POST", f"/users/{me}/lock")
    assert (refused.status, refused.code) == (400, "cannot_target_self")


async def test_a_staff_member_who_is_demoted_meanwhile_is_refused(service: Service) -> None:
    boss = await service.staff()
    async with service.harness.container.ports().begin() as work:
        user = await work.users.get_one(User.email == EmailAddress("boss@example.org"))
        await work.users.update(user, is_staff=False)
        await work.commit()
    assert (await boss("GET", "/users")).code == "revoked_token"


async def test_an_account_is_shown_with_its_version(service: Service) -> None:
    made = (await service.client.register(ADA)).body
    boss = await service.staff()
    shown = await boss("GET", f"/users/{made['id']}")
    assert (shown.body, shown.headers["ETag"]) == (made, '"1"')
    assert (await boss("GET", f"/users/{uuid4()}")).status == 404
    assert (await boss("GET", "/users/not-a-uuid")).status == 404


async def test_staff_see_and_end_anybody_s_sessions(service: Service) -> None:
    made = (await service.client.register(ADA)).body
    phone = await service.client.signed_in(ADA)
    service.harness.pass_time(seconds=1)
    laptop = await service.client.signed_in(ADA)
    boss = await service.staff()
    listed = (await boss("GET", f"/users/{made['id']}/sessions")).body["items"]
    assert [session["is_current"] for session in listed] == [False, False]
    assert (await boss("DELETE", f"/users/{made['id']}/sessions/{listed[0]['id']}")).status == 204
    assert ((await phone("GET", "/me")).status, (await laptop("GET", "/me")).status) == (200, 401)
    assert (await boss("DELETE", f"/users/{made['id']}/sessions")).status == 204
    assert (await phone("GET", "/me")).status == 401
    assert (await boss("GET", f"/users/{uuid4()}/sessions")).code == "not_found"


async def people(service: Service) -> None:
    for email, first, last, language in (
        ("zoe@example.org", "Zoë", "Ångström", "fr"),
        ("ivan@example.org", "Иван", "Петров", "ru"),
        ("percent@example.org", "100%", "Of_Them", "en"),
        ("strasse@example.org", "Jörg", "GROSS", "de"),
        ("li@example.org", "小龍", "李", "en"),
    ):
        made = await service.client.register(email, first_name=first, last_name=last, language=language)
        assert made.status == 201


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ИВАН", ["ivan@example.org"]),
        ("?q=0%25", ["percent@example.org"]),
        ("?q=f_t", ["percent@example.org"]),
        ("?q=%5C%25", []),
        ("?q=groß", ["strasse@example.org"]),
        ("?q=STRASSE@", ["strasse@example.org"]),
        ("?q=иван петров", ["ivan@example.org"]),
        ("?q=петров  иван ", ["ivan@example.org"]),
        ("?q=Петров\u3000example", ["ivan@example.org"]),
        ("?q=ivan percent", []),
        ("?q=李", ["li@example.org"]),
        ("?q=李 小", ["li@example.org"]),
        ("?email=IVAN@Example.org", ["ivan@example.org"]),
        ("?email=ivan@example.org&is_locked=true", []),
        ("?email=van@example.org", []),
        ("?q=%20&is_staff=true", ["boss@example.org"]),
        ("?language=fr", ["zoe@example.org"]),
        ("?is_staff=true", ["boss@example.org"]),
        ("?is_locked=true", []),
        ("?is_email_verified=true", ["boss@example.org"]),
        ("?created_to=2020-01-01T00:00:00Z", []),
        ("?created_from=2020-01-01T00:00:00%2B02:00&is_staff=false&language=ru", ["ivan@example.org"]),
        ("?sort=-email&limit=2", ["zoe@example.org", "strasse@example.org"]),
        ("?sort=last_name&is_staff=false", ["strasse", "percent", "zoe", "ivan", "li"]),
    ],
)
async def test_staff_search_accounts(service: Service, query: str, found: list[str]) -> None:
    await people(service)
    boss = await service.staff()
    items = (await boss("GET", f"/users{query}")).body["items"]
    assert [item["email"].removesuffix("@example.org") for item in items] == [
        f.removesuffix("@example.org") for f in found
    ]


async def test_a_span_of_time_includes_its_begin_and_not_its_end(service: Service) -> None:
    for email in ("first@example.org", "second@example.org", "third@example.org"):
        await service.client.register(email)
    boss = await service.staff()
    first, second, third, _boss = (await boss("GET", "/users?sort=created_at")).body["items"]
    span = urlencode({"created_from": first["created_at"], "created_to": third["created_at"]})
    assert (await boss("GET", f"/users?sort=created_at&{span}")).body["items"] == [first, second]


@pytest.mark.parametrize("sort", ["email", "-email", "created_at", "-created_at", "last_name", "-last_name"])
async def test_pages_hold_everybody_once_however_they_are_turned(service: Service, sort: str) -> None:
    await people(service)
    boss = await service.staff()
    whole = [item["id"] for item in (await boss("GET", f"/users?sort={sort}")).body["items"]]
    turned, query = [], f"?sort={sort}&limit=2"
    while query:
        page = (await boss("GET", f"/users{query}")).body
        turned += [item["id"] for item in page["items"]]
        query = page["next"] and f"?sort={sort}&limit=2&after={page['next']}"
    skipped = (await boss("GET", f"/users?sort={sort}&offset=3")).body
    assert turned == whole
    assert ([item["id"] for item in skipped["items"]], skipped["offset"]) == (whole[3:], 3)


async def test_a_total_is_as_fresh_as_is_asked_for(service: Service) -> None:
    boss = await service.staff()
    exact = (await boss("GET", "/users")).body
    recent = (await boss("GET", "/users?total=recent")).body
    none = (await boss("GET", "/users?total=none")).body
    await service.client.register(ADA)
    still = (await boss("GET", "/users?total=recent")).body
    service.harness.pass_time(seconds=2)
    later = (await boss("GET", "/users?total=recent")).body
    assert [page["total"] for page in (exact, recent, none, still, later)] == [1, 1, None, 1, 2]
    assert still["total_as_of"] == recent["total_as_of"] < later["total_as_of"]
    assert none["total_as_of"] is None


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("?limit=0", {"limit": "out_of_range"}),
        ("?limit=101&offset=10001", {"limit": "out_of_range", "offset": "out_of_range"}),
        ("?limit=many", {"limit": "wrong_type"}),
        ("?sort=password_hash", {"sort": "invalid_choice"}),
        ("?q=", {"q": "too_short"}),
        ("?is_staff=yes", {"is_staff": "wrong_type"}),
        ("?language=xx", {"language": "invalid_choice"}),
        ("?created_from=yesterday", {"created_from": "wrong_type"}),
        ("?total=about", {"total": "invalid_choice"}),
        ("?after=forged", {"after": "invalid_cursor"}),
        ("?offset=1&after=x", {"after": "invalid_choice"}),
        ("?colour=red", {"colour": "unknown_field"}),
    ],
)
async def test_a_list_that_is_asked_for_wrongly_says_what_is_wrong(
    service: Service, query: str, faults: dict[str, str]
) -> None:
    boss = await service.staff()
    refused = await boss("GET", f"/users{query}")
    assert (refused.status, refused.faults) == (422, faults)


async def test_a_cursor_of_another_order_or_made_by_hand_is_refused(service: Service) -> None:
    await people(service)
    boss = await service.staff()
    after = (await boss("GET", "/users?sort=email&limit=1")).body["next"]
    assert (await boss("GET", f"/users?sort=-email&after={after}")).faults == {"after": "invalid_cursor"}
    assert (await boss("GET", f"/users?sort=email&after={after[:-1]}A")).faults == {"after": "invalid_cursor"}
