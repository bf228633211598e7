"""The whole way from the data to a model's files, step by step."""

from collections.abc import Callable
from pathlib import Path

from embeddings.training.dictionaries import chinese_words, read_glosses, scripts
from embeddings.training.examples import make_examples
from embeddings.training.fit import fit
from embeddings.training.frequencies import Frequencies
from embeddings.training.layout import write_model
from embeddings.training.lessons import choose_lessons, learn
from embeddings.training.normalizer import make_normalizer
from embeddings.training.pairs import (
    Pairs,
    read_headlines,
    read_news,
    read_questions,
    read_surroundings,
    read_translations,
)
from embeddings.training.recipe import Recipe
from embeddings.training.sharing import choose_sharers, share_rows
from embeddings.training.start import start_vectors
from embeddings.training.switching import read_senses, switch
from embeddings.training.teacher import Teacher
from embeddings.training.vocabulary import make_vocabulary

_UNSPACED_LANGUAGES = ("ja", "th", "zh")
_NEWS_SHARE = 0.12  # of the news, to count words in: 20 million characters
_COMMON = 1e-7  # the share of English text from which on a token is read as an English word

ReadFrequencies = Callable[[list[str], Callable[[str], str]], dict[str, Frequencies]]


def train(data: Path, out: Path, teacher: Teacher, read_frequencies: ReadFrequencies, recipe: Recipe) -> str:
    """Make the model in `out` from the folder that holds `training/` and `corpora/`; returns its version."""
    dictionaries, corpora = data / "training" / "dictionaries", data / "corpora"
    normalizer = make_normalizer(scripts(dictionaries))
    fold = normalizer.normalize_str
    translations = read_translations(data / "training" / "pairs")
    questions = read_questions(data / "training")
    texts = [fold(text) for pairs in translations if pairs.name in _UNSPACED_LANGUAGES for text in pairs.left]
    texts += [fold(text) for text in [*questions.left, *questions.right[::4]]]
    texts += [fold(text) for text in read_news(corpora, recipe.seed, _NEWS_SHARE)]
    frequencies = read_frequencies(list(recipe.words), fold)
    words = chinese_words(dictionaries, fold)
    vocabulary = make_vocabulary(normalizer, words, texts, frequencies, recipe.words, recipe.chinese_words)
    print(f"vocabulary: {len(vocabulary.tokens):,} tokens", flush=True)

    english = [token for token in vocabulary.tokens if frequencies["en"].get(token, 0.0) > _COMMON]
    glosses = read_glosses(dictionaries, fold)
    known = {token: glosses[token] for token in vocabulary.tokens if token in glosses}
    lessons = learn(teacher, choose_lessons(english, known, translations, recipe.teacher_sentences))
    start = start_vectors(vocabulary, english, glosses, lessons, recipe)
    same_language: list[Pairs] = [questions, read_headlines(corpora), read_surroundings(corpora, recipe.seed)]
    examples = make_examples(vocabulary.tokenizer, [*translations, *same_language], glosses, lessons)
    senses = read_senses(vocabulary.tokenizer, vocabulary.tokens, glosses, start)
    names = {pairs.name for pairs in same_language}
    untranslated = [each for each in examples if each.name in names]
    switched = [english for each in untranslated for english in switch(each, senses, start)]
    matrix = fit(start, [*examples, *switched], lessons.vectors, recipe)
    more = choose_sharers(vocabulary.tokens, frequencies, glosses, recipe.sharers)
    print(f"words that share rows: {len(more):,}", flush=True)
    sharers = share_rows(vocabulary.tokenizer, matrix, more, glosses)
    return write_model(out, vocabulary.tokenizer, matrix, sharers)
