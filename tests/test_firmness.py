"""How firmly two characters of a question belong together."""

from rag.finding.firmness import firm_weights, firmness


def test_a_pair_inside_a_word_counts_whole_and_one_across_two_words_less() -> None:
    found = firmness("医院建设桥梁")

    assert found["医院"] == found["建设"] == found["桥梁"] == 1.0
    assert found["院建"] == found["设桥"] < 1.0


def test_a_pair_with_a_particle_says_least() -> None:
    found = firmness("大桥的长度变化")

    assert found["桥的"] == found["的长"] < found["度变"] < found["变化"]


def test_characters_that_no_word_is_known_of_may_be_a_name_and_count_whole() -> None:
    assert set(firmness("韩冬昱").values()) == {1.0}


def test_a_pair_that_stands_twice_counts_as_where_it_is_firmest() -> None:
    assert firmness("大桥 四川大桥梁")["大桥"] == 1.0


def test_loose_pairs_count_less_only_where_the_archive_writes_the_language() -> None:
    weights, firm = {"医院": 4.0, "院建": 6.0}, {"医院": 1.0, "院建": 0.5}

    assert firm_weights(weights, firm, {"医院": 4.0, "院建": 0.0}) == {"医院": 4.0, "院建": 3.0}
    assert firm_weights(weights, firm, {"医院": 0.0, "院建": 0.0, "hospital": 3.0}) == weights
