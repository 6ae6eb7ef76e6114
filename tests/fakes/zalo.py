"""The part of Zalo's open API that articles need, with its rules: OAuth v4 with refresh tokens for one use, access
tokens of 25 hours, lengths of fields, a needed cover, an id only after some looks, a quota.
"""

from typing import Any

from tests.fakes.serving import Fake

ACCESS_SECONDS = 25 * 3600


class FakeZalo(Fake):
    """`articles` by id. `looks` is how often a ticket is asked for before the id is there."""

    def __init__(
        self, *, app: str, secret: str, refresh: str, lose: float = 0.0, seed: int = 1, looks: int = 1
    ) -> None:
        super().__init__(lose=lose, seed=seed)
        self.app, self.secret, self.refresh = app, secret, refresh
        self.access = ""
        self.articles: dict[str, dict[str, Any]] = {}
        self.quota = 10**9
        self.looks = looks
        self.refreshed = 0
        self._pending: dict[str, int] = {}
        self._number = 0

    def answer(self, method: str, path: str, query: dict[str, str], told: Any, headers: Any) -> tuple[int, Any]:
        """See the rules above."""
        if path == "/v4/oa/access_token":
            return self._token(told, headers)
        if not self.access or headers.get("access_token") != self.access:
            return 200, {"error": -216, "message": "access token"}
        work = {
            "/v2.0/article/create": self._create, "/v2.0/article/verify": self._verify,
            "/v2.0/article/update": self._update, "/v2.0/article/remove": self._remove,
        }.get(path)  # fmt: skip
        if path == "/v2.0/article/getslice" and method == "GET":
            newest = [{"id": id_, "title": one["title"]} for id_, one in reversed(self.articles.items())]
            return 200, {"error": 0, "data": {"medias": newest[: int(query["limit"])], "total": len(newest)}}
        return (200, work(told)) if work is not None else (404, {"error": -404})

    def _token(self, told: dict[str, str], headers: Any) -> tuple[int, Any]:
        right = told.get("app_id") == self.app and headers.get("secret_key") == self.secret
        if not right or told.get("refresh_token") != self.refresh or told.get("grant_type") != "refresh_token":
            return 200, {"error": -14014, "error_description": "Invalid refresh token"}
        self.refreshed += 1
        self.access, self.refresh = f"access-{self.refreshed}", f"refresh-{self.refreshed}"
        return 200, {"access_token": self.access, "refresh_token": self.refresh, "expires_in": str(ACCESS_SECONDS)}

    def _wrong(self, told: dict[str, Any]) -> bool:
        lengths = (("title", 150), ("author", 50), ("description", 300))
        return any(not 0 < len(told.get(name, "")) <= most for name, most in lengths) or not told.get("cover", {}).get(
            "photo_url"
        )

    def _create(self, told: dict[str, Any]) -> Any:
        if self.quota <= 0:
            return {"error": -32, "message": "quota"}
        if self._wrong(told) or not told.get("body"):
            return {"error": -201, "message": "invalid"}
        self.quota -= 1
        self._number += 1
        self.articles[f"a{self._number}"] = told
        self._pending[f"ticket-{self._number}"] = self.looks
        return {"error": 0, "data": {"token": f"ticket-{self._number}"}}

    def _verify(self, told: dict[str, Any]) -> Any:
        ticket = told.get("token", "")
        if ticket not in self._pending:
            return {"error": -201, "message": "token"}
        self._pending[ticket] -= 1
        if self._pending[ticket] > 0:
            return {"error": 0, "data": {}}
        return {"error": 0, "data": {"id": f"a{ticket.removeprefix('ticket-')}"}}

    def _update(self, told: dict[str, Any]) -> Any:
        if told.get("id") not in self.articles or self._wrong(told):
            return {"error": -404, "message": "article"}
        self.articles[told["id"]] = told
        return {"error": 0, "data": {}}

    def _remove(self, told: dict[str, Any]) -> Any:
        if self.articles.pop(told.get("id", ""), None) is None:
            return {"error": -404, "message": "article"}
        return {"error": 0}
