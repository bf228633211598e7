from rag.reading.seams import Seams, language


def test_a_word_broken_at_a_lines_end_goes_on_with_its_other_half() -> None:
    text = "参加会议的记者介绍了这个问题"
    seams = Seams(text, [(0, 6), (6, 9), (9, 14)])

    assert seams.fit(0, 1) > 0 > seams.fit(0, 2)


def test_width_script_digits_and_quotation_marks_make_no_difference() -> None:
    model = language()

    assert model.fold("１２ａＢ「經濟」“社會”") == '00aa"经济""社会"'


def test_what_the_model_does_not_know_speaks_neither_for_nor_against() -> None:
    unknown = language().fold("𠮷𠮷")

    assert language().seam(unknown, "经济") == language().seam("经济", unknown) == 0
    assert language().seam("", "经济") == 0
