"""Claims to measure the verifier with: the false are false, and the true say the same."""

import random

from eval.disguises import disguise, in_chinese, noisy, numeral
from eval.forgeries import Forger, protected

CLAIM = "2008年江苏省共有沼气池4009个，产量增加15.5%。"
ELSEWHERE = ["2006年和2007年，浙江省有饭店312个，成本减少70%。"]


def forged(kind: str) -> list[str]:
    return [f.text for f in Forger(ELSEWHERE, "1").forge(CLAIM) if f.kind == kind]


def test_a_false_value_comes_from_another_article_and_is_of_its_kind() -> None:
    assert sorted(forged("date")) == [CLAIM.replace("2008", year) for year in ("2006", "2007")]
    assert forged("name") == [CLAIM.replace("江苏", "浙江")]
    assert forged("number") == [CLAIM.replace("4009", "312"), CLAIM.replace("15.5", "70")]
    assert CLAIM.replace("增加", "减少") in forged("direction")


def test_names_are_exchanged_within_a_claim_and_for_another_of_the_passage() -> None:
    claim, passage = "江苏省向浙江省借款。", "江苏省、浙江省和福建省的报道。"
    texts = {(f.kind, f.text) for f in Forger([""], "1").exchange(claim, passage)}

    assert ("names exchanged", "浙江省向江苏省借款。") in texts
    assert ("name of the passage", "福建省向浙江省借款。") in texts
    kinds = [f.kind for f in Forger([""], "1").exchange("江苏、浙江参加。", "江苏、浙江")]
    assert "names exchanged" not in kinds  # a list says the same in any order


def test_places_and_a_whole_number_are_told_in_english() -> None:
    told = [f.text for f in Forger(["四川"], "1").in_english("江苏省有沼气池4009个，花费30余万元。")]

    assert told == [
        "The report is about Jiangsu, with the figure 4009.",
        "The report is about Sichuan, with the figure 4009.",
    ]


def test_a_disguise_has_the_same_figures_in_another_form() -> None:
    forms = {d.kind: d.text for d in disguise(CLAIM, "", "四", "1")}

    assert forms["quotation"] == CLAIM
    assert forms["numerals: thousands"] == "2008年江苏省共有沼气池4,009个，产量增加15.5%。"
    assert forms["numerals: Chinese"] == "二〇〇八年江苏省共有沼气池四千零九个，产量增加百分之十五点五。"
    assert forms["width"].startswith("２００８年")


def test_numbers_are_spelt_as_people_spell_them() -> None:
    spelt = {15: "十五", 100: "一百", 105: "一百零五", 1000: "一千", 49347: "四万九千三百四十七", 10: "十"}

    assert {value: numeral(value) for value in spelt} == spelt
    assert in_chinese("占10%") == "占百分之十"


def test_noise_leaves_alone_what_a_claim_stands_on() -> None:
    kept = protected(CLAIM, "沼气池")

    for seed in range(50):
        read = noisy(CLAIM, kept, random.Random(seed), "电视剧")
        assert all(read[place] == CLAIM[place] for place in kept)
        for word in ("2008", "江苏", "沼气池", "4009个", "增加", "15.5%"):
            assert word in read
