"""Notes: what we say to the reader about an answer beside it, in the question's language."""

from rag.languages import Language

_NOTES: dict[str, dict[Language, str]] = {
    # what stands against a sentence
    "unshared": {"zh": "大部分内容不在引文中", "en": "most of it is not in the quoted text"},
    "uncheckable": {
        "zh": "与引文语言不同，又没有可核对的数字或名称，无法核实",
        "en": "it is in another language and names no figure or name, so it could not be checked",
    },
    "figure": {"zh": "引文中没有{words}", "en": "{words} is not in the quoted text"},
    "moved figure": {
        "zh": "引文中说的{thing}不是{words}",
        "en": "{words} is not what the quoted text says of {thing}",
    },
    "quoted": {"zh": "所引段落中没有“{words}”", "en": "“{words}” is not in the cited passage"},
    "name": {"zh": "所引段落中没有{words}", "en": "{words} is not named in the cited passage"},
    "contrary": {
        "zh": "引文说的是{stood}，不是{words}",
        "en": "{words} is not {stood}, as the quoted text says",
    },
    "contradicted": {
        "zh": "“{words}”与引文所说不符",
        "en": "“{words}” is not what the quoted text says",
    },
    # what became of a sentence or its citations
    "unsupported": {"zh": "没有依据：“{claim}”：{faults}。", "en": "Not supported, “{claim}”: {faults}."},
    "left out": {
        "zh": "已略去没有依据的句子：“{claim}”。",
        "en": "Left out, for it is not supported: “{claim}”.",
    },
    "once more": {
        "zh": "原句没有依据，已重写：“{claim}”。",
        "en": "Written once more, for it was not supported: “{claim}”.",
    },
    "recited": {
        "zh": "原来引用了别的段落，已改引有此内容的段落：“{claim}”。",
        "en": "It cited another passage than its own, and is cited with the one that says it: “{claim}”.",
    },
    "cited": {
        "zh": "原来没有引用，已注明有此内容的段落：“{claim}”。",
        "en": "It cited no passage, and is cited with the one that says it: “{claim}”.",
    },
    "dropped": {
        "zh": "已去掉一处引用：所引段落中没有“{claim}”。",
        "en": "A citation was dropped: its passage does not say “{claim}”.",
    },
    "unissued": {
        "zh": "有 {count} 个标记不对应任何段落，不作为引用：{named}。",
        "en": "{count} markers name no passage and are no citations: {named}.",
    },
    # what became of the answer
    "too long": {
        "zh": "模型的回答超过 {longest:,} 个字符，后面的已截去。",
        "en": "The model's reply is longer than {longest:,} characters; what follows these is cut.",
    },
    "broke off": {"zh": "回答没有写完。{error}", "en": "The answer ends early. {error}"},
    "no model": {"zh": "大模型没有作答，以下是原文摘录。{error}", "en": "{error}"},
    "Chinese": {
        "zh": "",
        "en": "The quotations are in Chinese, as the pages are; with --llm-url a model answers in the"
        " question's language.",
    },
    # what a source is like
    "out of order": {
        "zh": "{markers}的原文有相邻的栏被横着读到一起，行序可能有误。",
        "en": "In the source of {markers} neighbouring columns were read across: "
        "its lines may be out of order.",
    },
    "put back": {
        "zh": "{markers}的原文有相邻的栏被横着读到一起，行序已重新排过。",
        "en": "In the source of {markers} neighbouring columns were read across: "
        "its lines were put back in order.",
    },
}
_BETWEEN: dict[Language, tuple[str, str]] = {"zh": ("、", "；"), "en": (", ", "; ")}


def note(name: str, language: Language, **values: object) -> str:
    """The note of this name with these values in it."""
    return _NOTES[name][language].format(**values)


def listed(items: list[str], language: Language) -> str:
    """Things named one after another."""
    return _BETWEEN[language][0].join(items)


def joined(clauses: list[str], language: Language) -> str:
    """Clauses as one."""
    return _BETWEEN[language][1].join(clauses)
