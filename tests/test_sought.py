"""Terms that are sought in texts."""

from hypothesis import given
from hypothesis import strategies as st

from rag.finding.sought import Sought
from rag.indexing.terms import fold, terms

LETTERS = "古桥水塔長a1B, ，.。 \n5g\u3006々𠮷é-_'℃…"


@given(
    st.sets(st.text("古桥水长塔a1b5g.々𠮷", min_size=1, max_size=3)),
    st.lists(st.text(LETTERS, max_size=25), max_size=5),
)
def test_they_are_found_where_they_stand_among_all_terms(wanted: set[str], texts: list[str]) -> None:
    found = Sought(wanted).within(texts)

    for text, standing in zip(texts, found, strict=True):
        cut = terms(text)
        assert standing.terms == [(at, term) for at, term in enumerate(cut) if term in wanted]
        assert standing.count == len(cut)
        assert standing.folded == fold(text.replace("\n", " "))


def test_a_term_that_stands_twice_is_found_twice() -> None:
    (standing,) = Sought(["古桥", "12"]).within(["古桥旁，12座古桥。"])

    assert standing.terms == [(0, "古桥"), (2, "12"), (4, "古桥")]
    assert standing.held == {"古桥", "12"}
    assert standing.count == 5
