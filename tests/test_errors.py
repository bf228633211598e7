"""Errors are values that can be handed on."""

import copy
import pickle

from rag.errors import InputError


def test_an_input_error_survives_copying_and_pickling() -> None:
    error = InputError("a.jsonl", "it is no JSON", 3)

    for twin in (copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert (twin.file, twin.reason, twin.line) == ("a.jsonl", "it is no JSON", 3)
        assert str(twin) == "a.jsonl, line 3: it is no JSON"
