"""The part of the Graph API that a Page's posts need, with its rules: token in the header, proof of the app's secret,
error 190 for a revoked token, a limit of calls, unknown ids, posts newest first.
"""

import hashlib
import hmac
from typing import Any

from tests.fakes.serving import Fake


class FakeFacebook(Fake):
    """`posts` by id. Set `revoked` or `most_calls` to make it refuse."""

    def __init__(self, *, page: str, token: str, secret: str = "", lose: float = 0.0, seed: int = 1) -> None:
        super().__init__(lose=lose, seed=seed)
        self.page, self.token, self.secret = page, token, secret
        self.posts: dict[str, dict[str, str]] = {}
        self.revoked = False
        self.most_calls = 10**9
        self._number = 100

    def answer(self, method: str, path: str, query: dict[str, str], told: Any, headers: Any) -> tuple[int, Any]:
        """See the rules above."""
        given = {**query, **told}
        if headers.get("Authorization") != f"Bearer {self.token}" or self.revoked:
            return 400, {"error": {"code": 190, "type": "OAuthException", "message": "token"}}
        if self.secret:
            proof = hmac.new(self.secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
            if given.get("appsecret_proof") != proof:
                return 400, {"error": {"code": 104, "message": "proof"}}
        if len(self.calls) > self.most_calls:
            return 400, {"error": {"code": 32, "message": "limit"}}
        what = path.removeprefix("/v25.0/")
        if what == f"{self.page}/feed":
            return self._feed(method, given)
        if what not in self.posts:
            return 400, {"error": {"code": 100, "message": "unknown"}}
        if method == "DELETE":
            del self.posts[what]
        else:
            self.posts[what]["message"] = given["message"]
        return 200, {"success": True}

    def _feed(self, method: str, given: dict[str, str]) -> tuple[int, Any]:
        if method == "GET":
            newest = list(reversed(self.posts.items()))[: int(given.get("limit", "25"))]
            return 200, {"data": [{"id": id_, "message": one["message"]} for id_, one in newest]}
        if not given.get("message"):
            return 400, {"error": {"code": 100, "message": "message"}}
        self._number += 1
        id_ = f"{self.page}_{self._number}"
        self.posts[id_] = {"message": given["message"], "link": given.get("link", "")}
        return 200, {"id": id_}
