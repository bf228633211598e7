"""Condense: a follow-up and what was said before it, as one question that stands alone."""

import re

from rag.answering.llm import LLM
from rag.answering.naming import find_people
from rag.answering.prompt import is_refusal, to_condense
from rag.answering.tokens import tokens
from rag.answers import History
from rag.errors import LLMError
from rag.languages import language_of

_SAYS_SOMETHING = 2  # characters beside those that ask, as 开门 in 几点开门
_LONGEST = 300  # characters of a question that a model may make of it

_WHEN = re.compile(
    r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?日)?|\d{1,2} ?月(?: ?\d{1,2} ?日)?"
    r"|[去今前明]年|[上下]半年|第?[一二三四]季度|[上本下]个?[月周]|\b(?:19|20)\d\d\b"
)
_WHERE = re.compile(
    r"[\u4e00-\u9fff]{2,3}?[省市县区州镇乡村]|\b(?!And|What|How|When|Where|Who|Which|In\b)[A-Z][a-z]+\b"
)
_EXTENT = re.compile(r"(?<=多)[大高长宽深重厚]")
_OTHER_EXTENT = re.compile(r"([大高长宽深重厚])[小度量]?")
_AND = re.compile(r"^(?:那么?|and|but|then|so|what about|how about)[，,\s]*", re.IGNORECASE)
_THEN = re.compile(r"[呢吗]?[？?。.\s]*$")
_PERSON = re.compile(
    r"他们|她们|他|她|此人|\b(?:he|she|him|they|them)\b|\b(?:his|her|their)\b", re.IGNORECASE
)
_THING = re.compile(r"它们|它|(?<!因)此(?=[事项处地])|\b(?:it|its|this|that|these|those)\b", re.IGNORECASE)
_THERE = re.compile(r"那里|那儿|当地|\bthere\b", re.IGNORECASE)
# What a thing is called that 该校 and 该企业 stand for, where its name does not end so.
_CALLED = {"校": "大学|学院|中学|小学|校", "企": "公司|集团|厂|企业", "媒": "报社|日报|晚报|电视台"}
_SAME = re.compile(r"(?:该|这[个座所家条项种本]|那[个座所家条项种本])(?P<kind>[\u4e00-\u9fff])")
# Where what a question is about ends.
_ABOUT = re.compile(
    r"的?(?:有|是|在|于|由|为|共|全|总|一共|目前|现在|今年|去年|[多几][少大高长久远宽深重]"
    r"|多|几|何|谁|哪|什么|怎|如何|被|把|会|能|要|将)"
)
_ENGLISH_ABOUT = re.compile(
    r"\bthe ([a-z][\w ]*?)(?= (?:have|has|had|is|was|are|were|did|does|do|in|of|on|at|by|to)\b|\?|$)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"谁|哪|什么|何|几|多少|多[大高长久远重]|怎|如何|吗|是否|\b(?:who|what|when|where|which|why|how)\b",
    re.IGNORECASE,
)


def condense(question: str, history: History, llm: LLM | None = None, window: int = 8_192) -> str:
    """The question with what it leaves unsaid put in; itself where nothing was said before.

    A model that reads `window` tokens does it if there is one, and rules if it fails: they put the last
    question's subject in the place of a pronoun, and the new date or place in the place of the last
    question's.
    """
    if not history:
        return question
    asked = to_condense(question, history, language_of(question))
    if llm is not None and len(question) <= _LONGEST and tokens(asked) + _LONGEST <= window:
        try:
            reply = " ".join("".join(llm.stream(asked)).split())
        except LLMError:
            reply = ""
        if reply and len(reply) <= _LONGEST and not is_refusal(reply):
            return reply
    return _by_rule(question.strip(), history)


def _by_rule(question: str, history: History) -> str:
    before, answer = history[-1]
    rest = _THEN.sub("", _AND.sub("", question))
    if not _ASKS.search(rest) and (rest != question.strip("？?。. ") or _AND.match(question)):
        return _exchanged(before, rest)
    for pronoun, subject in (
        (_PERSON, _person(before, answer)),
        (_SAME, ""),
        (_THERE, _place(before)),
        (_THING, about(before)),
    ):
        found = pronoun.search(question)
        if found:
            named = subject or (
                _named(found["kind"], f"{before} {answer}") if pronoun is _SAME else about(before)
            )
            if not named:
                return f"{before} {question}"
            own = "'s" if found[0].lower() in ("his", "her", "its", "their") else ""
            return _AND.sub("", question[: found.start()] + named + own + question[found.end() :])
    names_nothing = len(_ASKS.sub("", rest)) < _SAYS_SOMETHING and _ASKS.search(rest)
    return f"{before} {question}" if names_nothing or _AND.match(question) else question


def _exchanged(before: str, rest: str) -> str:
    """The last question asked of another time, place, extent or thing."""
    rest = re.sub(r"^(?:in|at|for|on)\s+", "", rest, flags=re.IGNORECASE)
    if (extent := _OTHER_EXTENT.fullmatch(rest)) and _EXTENT.search(before):
        return _EXTENT.sub(extent[1], before)
    for kind in (_WHEN, _WHERE):
        if kind.search(rest) and (old := kind.search(before)):
            return before[: old.start()] + rest + before[old.end() :]
    if _WHEN.fullmatch(rest):
        return f"{rest}{before}" if language_of(before) == "zh" else f"{before.rstrip('?')} in {rest}?"
    old_subject = about(before)
    return before.replace(old_subject, rest, 1) if old_subject else f"{before} {rest}"


def about(question: str) -> str:
    """What a question is about: the words before those that ask; "" if it begins with those.

    >>> about("港珠澳大桥有多长？")
    '港珠澳大桥'
    """
    if language_of(question) == "zh":
        found = _ABOUT.search(question, 2)
        return question[: found.start()].strip("，。 ") if found else ""
    english = _ENGLISH_ABOUT.search(question)
    return f"the {english[1]}" if english else ""


def _person(before: str, answer: str) -> str:
    people = [*find_people(before), *find_people(answer)]
    names = re.findall(r"(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b", before)
    return next(iter([*people, *names]), "")


def _place(before: str) -> str:
    found = _WHERE.search(before)
    return found[0] if found else about(before)


def _named(kind: str, text: str) -> str:
    """The longest name in a text that ends with a character: 院 finds 海滨医院."""
    kind = _CALLED.get(kind, kind)
    names = re.findall(rf"[\u4e00-\u9fff]{{2,10}}(?:{kind})", re.sub(r"[的在于是由和与]", " ", text))
    return max(names, key=len, default="")
