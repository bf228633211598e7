"""The files of the derived indexes: what they are called, and of which revision each is.

Their names carry the archive's id and revision, so a snapshot of another archive, or of another history
of this one, is never taken for ours.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from rag.indexing.store import Store


@dataclass(frozen=True, slots=True, order=True)
class Snapshot:
    """The vectors at a revision, and since which revision they have been in the lists that they are in."""

    revision: int = 0
    grouped: int = 0


class Snapshots:
    """The files in `derived/` of one archive, of one generation. The holder of the lock writes them."""

    def __init__(self, folder: Path, store: Store, generation: str) -> None:
        self.folder, self._store = folder, store
        archive = store.remembered("archive")
        self.words = folder / f"words-{archive}"
        self._mark = self.words.with_suffix(".revision")
        by = hashlib.blake2b(generation.encode(), digest_size=4).hexdigest()
        self._prefix = f"vectors-{archive}-{by}-"

    def newest_vectors(self) -> Snapshot:
        """The newest snapshot of the vectors, of revision 0 if there is none."""
        names = (path.stem.removeprefix(self._prefix) for path in self.folder.glob(f"{self._prefix}*.faiss"))
        return max(map(self._snapshot, names), default=Snapshot())

    def vectors(self, snapshot: Snapshot) -> Path:
        """Where a snapshot of the vectors lies, or will: its name tells its history and its generation."""
        token = self._store.token(snapshot.revision)
        return self.folder / f"{self._prefix}{snapshot.grouped}-{snapshot.revision}-{token}.faiss"

    def words_revision(self) -> int:
        """What the mark says; 0 where there is none, or no index beside it: that may have been deleted."""
        try:
            written = self._mark.read_bytes()
        except OSError:  # none, or gone this moment: a writer makes the words anew
            return 0
        there = (self.words / "meta.json").exists()
        return self._of_our_history(written.decode("ascii", "replace")) if there else 0

    def mark_words(self, revision: int) -> None:
        """Say of which revision the words are, once they are committed."""
        temporary = self._mark.with_suffix(".new")
        temporary.write_text(f"{revision}-{self._store.token(revision)}")
        for path in self.words.glob("*.json"):  # that tantivy lets nobody else read
            path.chmod(temporary.stat().st_mode)
        temporary.replace(self._mark)

    def drop_words(self) -> None:
        """The mark goes first: killed between, nobody takes what is left of the words for all of them."""
        self._mark.unlink(missing_ok=True)
        shutil.rmtree(self.words, ignore_errors=True)

    def drop(self) -> None:
        """Throw everything away."""
        self.drop_words()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sweep(self, current: Snapshot) -> None:
        """Delete older snapshots, and those of another archive that stood here."""
        keep = {self.vectors(current), self.words, self._mark}
        for path in set(self.folder.iterdir()) - keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def _snapshot(self, name: str) -> Snapshot:
        grouped, _, rest = name.partition("-")
        revision = self._of_our_history(rest) if grouped.isdecimal() else 0
        return Snapshot(revision, int(grouped)) if revision else Snapshot()

    def _of_our_history(self, name: str) -> int:
        """The revision that a name tells, 0 if it is of another history, or no name of ours."""
        revision, _, token = name.partition("-")
        ours = revision.isdecimal() and token and self._store.token(int(revision)) == token
        return int(revision) if ours else 0
