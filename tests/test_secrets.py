"""What of an endpoint's settings is never shown."""

from rag.answering.secrets import Secrets, public


def test_key_headers_password_and_query_are_blotted_out_longest_first() -> None:
    url = "http://me:hunter2@host/v1?key=a%2Fbcd"
    secrets = Secrets(url, "sk-1234", ["Bearer sk-12345"])

    assert secrets.blotted("sk-12345, sk-1234, hunter2, a/bcd, a%2Fbcd") == "***, ***, ***, ***, ***"


def test_short_words_are_nobodys_key() -> None:
    assert Secrets("http://host/v1", "k", ["1"]).blotted("1 wrong key") == "1 wrong key"


def test_a_url_is_shown_without_what_only_its_owner_knows() -> None:
    assert public("http://me:p@ss@host:8000/v1?key=1") == "http://host:8000/v1"
