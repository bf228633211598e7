"""What can go wrong, and what to do about it.

JianbaoError
├── UsageError            the command or its arguments are wrong
│   ├── ArticleNotFound
│   └── NoPicture
├── InputError            a file, or a line of one, cannot be read
├── ArchiveError
│   ├── ArchiveMissing
│   ├── ArchiveForeign    not ours, damaged, or of a newer format
│   ├── ArchiveLocked     another process is writing
│   ├── ArchiveReadOnly
│   ├── ArchiveFull       the disk is
│   └── EncoderMismatch
└── LLMError              an LLM endpoint could not be reached, or answered with an error

Every message is one sentence that a user can act on.
"""


class JianbaoError(Exception):
    """The base of every error that jianbao raises on purpose."""


class UsageError(JianbaoError):
    """The command or its arguments are wrong."""


class ArticleNotFound(UsageError):
    """No article of the archive has this id."""


class NoPicture(UsageError):
    """The words are not printed in a PDF that is still there."""


class InputError(JianbaoError):
    """A file, or one line of it, cannot be read; the rest can."""

    def __init__(self, file: str, reason: str, line: int = 0) -> None:
        self.file, self.reason, self.line = file, reason, line
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {reason}")

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, int]]:
        return type(self), (self.file, self.reason, self.line)  # else a copy is made of the message alone


class ArchiveError(JianbaoError):
    """The archive cannot be used as asked."""


class ArchiveMissing(ArchiveError):
    """There is no archive at this path."""


class ArchiveForeign(ArchiveError):
    """The file is not an archive of ours, is damaged, or comes from a newer version."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""


class ArchiveReadOnly(ArchiveError):
    """The archive can be searched but not changed."""


class ArchiveFull(ArchiveError):
    """The disk that holds the archive is full."""


class EncoderMismatch(ArchiveError):
    """The archive was made with another encoder, or another chunking."""


class LLMError(JianbaoError):
    """The LLM endpoint could not be reached, or answered with an error."""
