import pytest

from rag.languages import language_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("几点开馆？", "zh"),
        ("What does 剪报 mean?", "zh"),
        ("新聞はいつ？", "zh"),
        ("いつですか", "en"),
        ("When?", "en"),
        ("𠮷?", "zh"),
    ],
)
def test_one_han_character_makes_a_question_chinese(question: str, language: str) -> None:
    assert language_of(question) == language
