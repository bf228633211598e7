"""Secrets: the words of an endpoint's settings that nobody may be shown, in whatever it says of them."""

import re
import urllib.parse
from collections.abc import Iterable

_SHORTEST = 4  # characters: shorter words stand everywhere, and are nobody's key


class Secrets:
    """The key, each word of the headers, and the URL's password and query, as written and unquoted."""

    def __init__(self, url: str, key: str, headers: Iterable[str]) -> None:
        address, _, query = url.partition("?")
        user = re.search(r"//([^/]*)@", address)
        given = [key, *headers, *re.split("[&=]", query), *(user[1].split(":") if user else ())]
        words = {word for text in given for word in (*text.split(), *urllib.parse.unquote(text).split())}
        self._words = sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)

    def blotted(self, text: str) -> str:
        """The text with stars in their place.

        >>> Secrets("http://me:hunter2@host/v1", "", []).blotted("wrong password: hunter2")
        'wrong password: ***'
        """
        for word in self._words:
            text = text.replace(word, "***")
        return text


def public(url: str) -> str:
    """A URL without user, password and query, where keys are put.

    >>> public("http://me:hunter2@host/v1?key=1")
    'http://host/v1'
    """
    return re.sub(r"(?<=//)[^/]*@", "", url.partition("?")[0])
