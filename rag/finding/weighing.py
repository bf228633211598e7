"""A question as one archive weighs it: how rare each of its terms is there, and which forms it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rag.finding.firmness import firm_weights
from rag.finding.forms import Coverage, Form, Forms, all_terms, held, rarity
from rag.finding.kinship import kin
from rag.finding.query import Query
from rag.indexing.legs import Legs


@dataclass(frozen=True, slots=True)
class Weighing:
    """A query, and the rarity of each of its terms."""

    query: Query
    weights: dict[str, float]
    forms: dict[str, Forms]  # of each term: those that the archive holds, and the term itself
    idf: dict[str, float]  # of each term of any form

    def coverage(self, terms: Iterable[str]) -> Coverage:
        """Tells which share a text holds of those of these terms that the question has."""
        known = [term for term in terms if term in self.weights]
        return Coverage({term: self.forms[term] for term in known}, {t: self.weights[t] for t in known})

    def held(self, term: str) -> list[tuple[Form, float]]:
        """The forms of a term that the archive holds, with their weights."""
        return held(self.forms[term], self.idf)


def weigh(query: Query, legs: Legs) -> Weighing:
    """Ask the words of an archive about a question."""
    idf = legs.words.idf(set(all_terms(query.forms)))
    akin = kin(query.forms, idf, legs.words)
    idf |= legs.words.idf(set(all_terms(akin)))
    forms = {term: standing | akin.get(term, {}) for term, standing in query.forms.items()}
    weights = firm_weights(rarity(forms, idf, len(legs.vectors)), query.firmness, idf)
    forms = {term: _known(term, standing, idf) for term, standing in forms.items()}
    return Weighing(query, weights, forms, idf)


def _known(term: str, standing: Forms, idf: Mapping[str, float]) -> Forms:
    own = (term,)
    return {own: standing[own]} | dict(held(standing, idf)) if own in standing else dict(held(standing, idf))
