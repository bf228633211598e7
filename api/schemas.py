"""Schemas: what requests may hold, for checking them and for the description at /docs."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from api.replies import AnswerReply
from rag.found import Filters
from rag.settings import MOST_HITS

LONGEST = 20_000  # characters of a message or a question
_MOST_MESSAGES = 200


def _real_day(day: str) -> str:
    if day and date.fromisoformat(day).isoformat() != day:
        raise ValueError("a day is written as 2024-08-28")
    return day


def _whole(number: object) -> object:
    """JSON knows one kind of number: 10.0 is 10."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


_DAY = {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}
Day = Annotated[str, AfterValidator(_real_day), WithJsonSchema(_DAY)]
Name = Annotated[str, Field(max_length=500)]


class Strict(BaseModel):
    """A body of ours: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class FilterBody(Strict):
    """What the answer may come from; what is empty or left out does not filter."""

    since: Day = ""
    until: Day = ""
    paper: Name = ""
    page: Annotated[str, Field(max_length=20, description="The page's number in the paper (版次).")] = ""
    file: Name = ""
    article: Name = ""

    def filters(self) -> Filters:
        """As the archive takes them; a page "02" is page 2."""
        fields = self.model_dump()
        return Filters(**{**fields, "page": self.page.lstrip("0") or self.page})


class TextPart(BaseModel):
    """A piece of a message."""

    model_config = ConfigDict(strict=True)
    type: Literal["text"]
    text: Annotated[str, Field(max_length=LONGEST)]


class Message(BaseModel):
    """A message of the conversation. Only those of the user and the assistant are read."""

    model_config = ConfigDict(strict=True)
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=LONGEST)] | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """The words, of however many parts; "" where there are none."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """Of OpenAI's stream options, the one that is followed."""

    model_config = ConfigDict(strict=True)
    include_usage: bool = False


_WITH_A_QUESTION: dict[str, Any] = {
    "contains": {
        "properties": {
            "role": {"const": "user"},
            "content": {"type": "string", "pattern": r"[^\s\x1c-\x1f\x85]"},
        },
        "required": ["role", "content"],
    }
}


class ChatBody(BaseModel):
    """OpenAI's body and three fields of ours. Its other fields (temperature, tools …) are not followed."""

    model_config = ConfigDict(strict=True)
    model: Annotated[str, Field(description="`jianbao`, or the name of the LLM behind it.")] = "jianbao"
    messages: Annotated[
        list[Message], Field(min_length=1, max_length=_MOST_MESSAGES, json_schema_extra=_WITH_A_QUESTION)
    ]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1), BeforeValidator(_whole)] | None = 1
    filters: FilterBody = FilterBody()
    k: Annotated[int, Field(ge=1, le=MOST_HITS), BeforeValidator(_whole)] | None = None
    llm: Annotated[bool, Field(description="false: answer by quotations, also where an LLM is set.")] = True


class SearchBody(Strict):
    """A question to the archive that wants passages."""

    question: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
    k: Annotated[int, Field(ge=1, le=MOST_HITS), BeforeValidator(_whole)] | None = None
    filters: FilterBody = FilterBody()


class Record(Strict):
    """One article, as a line of a `.jsonl` has it; an `id` lets it be updated in its file."""

    id: Name = ""
    title: Annotated[str, Field(max_length=1000)] = ""
    text: Annotated[str, Field(min_length=1)]
    date: Day = ""
    paper: Name = ""
    page: Annotated[str, Field(max_length=20)] = ""
    byline: Name = ""
    url: Annotated[str, Field(max_length=2000)] = ""


class RecordsBody(Strict):
    """Articles to add, as one file of the archive; without a name it is called by their hash."""

    articles: Annotated[list[Record], Field(min_length=1, max_length=1000)]
    file: Annotated[str, Field(max_length=200, examples=["notes.jsonl"])] = ""


class FeedbackBody(Strict):
    """A verdict on an answer."""

    id: Annotated[str, Field(min_length=1, max_length=100, description="The `id` of the completion.")]
    vote: Literal["up", "down"]


class Problem(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    """OpenAI's shape of an error."""

    error: Problem


# For the description: errors have one shape on every route, and some bodies no model can say.
ERRORS: dict[int | str, dict[str, Any]] = {"default": {"model": ErrorBody, "description": "What is wrong."}}
CHAT_REPLIES = {
    200: {"model": AnswerReply, "content": {"text/event-stream": {}}},
    **ERRORS,
}


def _records_schema() -> dict[str, Any]:
    schema = RecordsBody.model_json_schema()
    schema["properties"]["articles"]["items"] = schema.pop("$defs")["Record"]
    return schema


UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _records_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                    "required": ["file"],
                }
            },
        },
    }
}
