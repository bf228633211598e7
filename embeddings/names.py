"""Which encoder a name means. Nothing heavy is imported until a name asks for it."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.embedder import Embedder, EmbedderError
from embeddings.hub import fetch, local

if TYPE_CHECKING:
    from embeddings.static import StaticEmbedder

_BUILTIN = Path(__file__).parent / "model"
_STATIC_FILES = ("*.json", "*.safetensors", "0_StaticEmbedding/*")


def load_embedder(name: str = "builtin") -> Embedder:
    """The encoder of that name; the value of an encoder's own `name` finds it again.

    - `builtin`, or `builtin:<version>` for that version and no other;
    - `http(s)://host/v1#model`, a server that speaks OpenAI's `/v1/embeddings`;
    - anything else is a folder, or a name on the model hub, of a model2vec or a
      sentence-transformers model.

    Raises EmbedderError, one sentence that says what to do, when the model is not to be had.
    """
    if name == "builtin" or name.startswith("builtin:"):
        if name not in ("builtin", _shipped()):
            raise EmbedderError(
                f"This version ships the encoder {_shipped()}, not {name}: `jianbao reembed --model builtin`"
                " makes an archive's vectors anew."
            )
        return builtin()
    if name.lower().startswith(("http://", "https://")):
        from embeddings.endpoint import EndpointEmbedder

        return EndpointEmbedder(name)
    name = str(local(name) or name)  # a whole path: whoever opens the archive may stand in another folder
    if _is_static(fetch(name, "modules.json", "config.json")):
        from embeddings.static import StaticEmbedder

        return StaticEmbedder(fetch(name, *_STATIC_FILES), name)
    from embeddings.sentence import SentenceEmbedder

    return SentenceEmbedder(name)


@cache
def builtin() -> "StaticEmbedder":
    """The encoder that comes with the program, the same one to all who ask."""
    from embeddings.static import StaticEmbedder

    return StaticEmbedder(_BUILTIN, _shipped())


def _shipped() -> str:
    return f"builtin:{_json(_BUILTIN / 'config.json', {}).get('version', 'none')}"


def _is_static(folder: Path) -> bool:
    """True for a model of one vector per token; its files say so in one of two places.

    Raises EmbedderError where neither is there.
    """
    modules, config = (_json(folder / name, {}) for name in ("modules.json", "config.json"))
    if not modules and not config:
        raise EmbedderError(f"{folder} holds no model: it has neither modules.json nor config.json.")
    try:
        if modules:
            kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
            return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])
        return bool(config.get("model_type") == "model2vec")
    except (AttributeError, TypeError, KeyError) as error:
        raise EmbedderError(f"{folder} says in no known way what its model is: fetch it again.") from error


def _json(file: Path, otherwise: Any) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else otherwise
    except ValueError as error:
        raise EmbedderError(f"{file} is not JSON: fetch the model again.") from error
