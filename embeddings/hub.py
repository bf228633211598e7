"""A model's files, from a folder or from the model hub: the only file that imports huggingface_hub."""

from pathlib import Path

from embeddings.embedder import EmbedderError


def fetch(name: str, *patterns: str) -> Path:
    """The folder of the model `name`, with the files that match.

    A folder is taken as it is. Anything else is a name on the hub, whose cache and whose
    offline variables hold; raises EmbedderError when the model is not to be had.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=list(patterns)))
    except HFValidationError as error:
        raise EmbedderError(f"There is no folder {name}, and no model can have that name.") from error
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise EmbedderError(
            f"The model {name} is not on this machine and cannot be downloaded: "
            "check its name and the network, or give the folder of a model."
        ) from error
