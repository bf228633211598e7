"""A model's files, from a folder or from the model hub: the only file that imports huggingface_hub."""

from pathlib import Path
from typing import Any

from embeddings.embedder import EmbedderError

# What sentence-transformers reads of a model besides its weights, which many repositories hold in five forms.
_PARTS = ("*.json", "*.txt", "*.model", "*.jinja", "[1-9]_*/*.bin")


def local(name: str) -> Path | None:
    """The folder of that name, if there is one."""
    folder = Path(name).expanduser()
    return folder.absolute() if name and folder.is_dir() else None


def fetch_model(name: str) -> Path:
    """The folder of a model of sentence-transformers, its weights as safetensors where it has them.

    Raises EmbedderError when the model is not to be had.
    """
    folder = fetch(name, *_PARTS, "*.safetensors")
    if not any(file.name.endswith(".safetensors") for file in (*folder.glob("*"), *folder.glob("0_*/*"))):
        fetch(name, *_PARTS, "pytorch_model*.bin", "0_*/pytorch_model*.bin")
    return folder


def fetch(name: str, *patterns: str) -> Path:
    """The folder of the model `name`, with the files that match.

    A folder is taken as it is. Anything else is a name on the hub, whose cache and whose
    offline variables hold; raises EmbedderError when the model is not to be had.
    """
    folder = local(name)
    if folder:
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    # Its base is whatever the errors of a connection are, in the HTTP library that the hub uses.
    faults: Any = (*HfHubHTTPError.__bases__, OSError)
    try:
        return Path(snapshot_download(name, allow_patterns=list(patterns)))
    except HFValidationError as error:
        raise EmbedderError(f"There is no folder {name}, and no model can have that name.") from error
    except faults as error:
        partly = getattr(error, "snapshot_path", None)
        if partly:  # files that do not match any more are missing; what another program fetched may do
            return Path(partly)
        raise EmbedderError(
            f"The model {name} is not on this machine and cannot be downloaded: "
            "check its name and the network, or give the folder of a model."
        ) from error
