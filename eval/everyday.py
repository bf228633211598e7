"""The everyday words by which names are told: `python -m eval.everyday DICT > rag/answering/everyday.txt`.

DICT is `dict.txt` of jieba 0.42.1 (MIT licence): a word, its frequency and its part of speech a line.
What is kept are words of two characters that are no names, forty to a line with nothing between them.
"""

import re
import sys
from pathlib import Path

LEAST, LEAST_OF_PLACES = 100, 1000  # frequency; jieba takes many everyday words for places
_NAMES = ("nr", "nt", "nz")
_TWO_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_WIDTH = 80  # characters of a line


def everyday(lines: list[str]) -> list[str]:
    """The words to keep, sorted."""
    kept = []
    for line in lines:
        word, frequency, part = line.split()
        least = LEAST_OF_PLACES if part == "ns" else LEAST
        if _TWO_HAN.fullmatch(word) and not part.startswith(_NAMES) and int(frequency) >= least:
            kept.append(word)
    return sorted(kept)


if __name__ == "__main__":
    words = "".join(everyday(Path(sys.argv[1]).read_text("utf-8").splitlines()))
    for start in range(0, len(words), _WIDTH):
        print(words[start : start + _WIDTH])
