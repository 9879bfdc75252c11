"""A person at the site over plain HTTP: keeps cookies, signs in, takes a quiz."""

from __future__ import annotations

import gzip
import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from .servers import HOST

_TAG = re.compile(r"<(fieldset|input|select|option)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What came back; body as it came over the wire."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def text(self) -> str:
        packed = self.header("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Visitor:
    """One person with one connection that stays open."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.cookies = dict(cookies or {})
        self._connection = http.client.HTTPConnection(HOST, port, timeout=30)

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None)

    def post(self, address: str, fields: list[tuple[str, str]]) -> Answer:
        return self._ask("POST", address, urlencode(fields))

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Cookie": self.cookie_header}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            raw = self._send(method, address, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):  # it was idle for too long
            self._connection.close()
            raw = self._send(method, address, body, headers)
        answer = Answer(raw.status, raw.getheaders(), raw.read())
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: item.value for key, item in SimpleCookie(value).items()}
        return answer

    def _send(
        self, method: str, address: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        self._connection.request(method, address, body=body, headers=headers)
        return self._connection.getresponse()

    def sign_in(self, username: str, password: str) -> Visitor:
        """Sign in through the page, as people do.

        raises  RuntimeError when the page does not let this account in
        """
        fields = dict(filled_form(self.get("/sign-in").text))
        fields |= {"username": username, "password": password}
        answer = self.post("/sign-in", list(fields.items()))
        if answer.status not in (302, 303):
            raise RuntimeError(f"{username} cannot sign in: {answer.status}")
        return self

    def take_quiz(self, address: str) -> str:
        """Open a quiz, answer everything, send it, read the result: the result's address.

        raises  RuntimeError when one of the pages does not come
        """
        sheet = self.get(address)
        if sheet.status != 200:
            raise RuntimeError(f"{address} answers {sheet.status}")
        sent = self.post(address, filled_form(sheet.text))
        where = sent.header("Location")
        if sent.status not in (302, 303) or self.get(where).status != 200:
            raise RuntimeError(f"{address} answers {sent.status} to the answers")
        return where


def filled_form(page: str) -> list[tuple[str, str]]:
    """The form of a page with every field filled in: name and value.

    Of radios and ticks the first is taken; the lists of a question get different values, so that
    an order is a whole order.
    """
    fields: dict[str, str] = {}
    lists: dict[str, list[str]] = {}  # of one question
    name = ""
    for tag, inner in _TAG.findall(page):
        given = dict(_ATTRIBUTE.findall(inner))
        if tag == "fieldset":
            fields |= _different(lists)
            lists = {}
        elif tag == "select":
            name = given["name"]
            lists[name] = []
        elif tag == "option":
            lists[name].append(given.get("value", str(len(lists[name]))))
        elif given.get("name"):
            typed = given.get("type") == "text"
            fields.setdefault(given["name"], "10" if typed else given.get("value", ""))
    return list((fields | _different(lists)).items())


def _different(lists: dict[str, list[str]]) -> dict[str, str]:
    return {
        name: values[min(place, len(values) - 1)]
        for place, (name, values) in enumerate(lists.items(), start=1)
    }
