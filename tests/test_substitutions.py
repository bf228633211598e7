"""What stands in a sentence where its source has other words."""

from rag.answering.polarity import opposed
from rag.answering.substitutions import Reference, Substitution, substitutions

SOURCE = Reference("橘农比去年直接增收1.2亿元，产量减少。")


def test_words_in_the_place_of_others_are_found_with_those() -> None:
    assert list(substitutions("橘农比去年间接增收1.2亿元。", SOURCE)) == [
        Substitution("间", "去年", "接增", "直")
    ]


def test_what_is_left_out_or_moved_is_no_substitution() -> None:
    assert list(substitutions("产量减少，橘农增收。", SOURCE)) == []


def test_at_the_ends_of_a_sentence_one_side_is_enough() -> None:
    assert [(f.said, f.stood) for f in substitutions("果农比去年直接增收", SOURCE)] == [("果", "橘")]


def test_contraries_are_told_whatever_word_they_stand_in() -> None:
    (found,) = substitutions("橘农比去年直接减收1.2亿元", SOURCE)

    assert opposed(found.said, found.stood)
    assert opposed("停止", "开始")
    assert not opposed("直接", "间断")
    assert not opposed("提高", "")
