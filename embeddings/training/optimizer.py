"""Adam on the rows that a batch touches, and on no other (the rest of the matrix is not even read)."""

import torch

_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


class RowAdam:
    """The matrix, with the two moments of each row (Kingma and Ba, 2015)."""

    def __init__(self, matrix: torch.Tensor) -> None:
        self.matrix = matrix
        self._first = torch.zeros_like(matrix)
        self._second = torch.zeros_like(matrix)
        self._steps = 0

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Move the rows against their gradient, shape (len(rows), dim)."""
        self._steps += 1
        first = self._first[rows].mul_(_FIRST).add_(gradient, alpha=1 - _FIRST)
        second = self._second[rows].mul_(_SECOND).addcmul_(gradient, gradient, value=1 - _SECOND)
        self._first[rows], self._second[rows] = first, second
        mean = first / (1 - _FIRST**self._steps)
        spread = (second / (1 - _SECOND**self._steps)).sqrt_().add_(_TINY)
        self.matrix[rows] -= rate * mean / spread
