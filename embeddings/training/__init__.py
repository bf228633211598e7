"""How `embeddings/model/` is made: `python -m embeddings.training`."""
