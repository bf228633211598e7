// Words: everything the page itself says, in Chinese for browsers that ask for it and in English for others.

const CHINESE = {
  tagline: "向报纸提问，每句话都有出处",
  tools: "工具", afresh: "新对话", add: "添加版面", asking: "提问", conversation: "对话", answers: "回答",
  welcome: "向这些报纸提一个问题",
  promise: "回答里的每个标号都指向原文的原话；报纸没有写的，就说没有找到。",
  newest: "最新的文章", empty: "档案还是空的。把报纸版面的文件拖到这里，就可以提问了。",
  filters: "筛选", paper: "报纸", since: "从", until: "到", clear: "清除",
  question: "你的问题", placeholder: "问点什么……", send: "提问", stop: "停止",
  reader: "原文", hint: "点一下标号，就在这里读到那句原话。",
  keys: [["/", "提问"], ["← →", "上一条、下一条引文"], ["Esc", "关闭"]],
  drop: "松开鼠标，加入档案", key: "这台服务器要用密钥", enter: "进入",
  thinking: "正在翻报纸……", unsupported: "原文未支持", stopped: "已停止",
  sources: "出处", mark: (n, of) => `引文 ${n}：${of}`, untitled: "（无题）",
  nearest: "最接近的文章（并没有回答这个问题）", warning: "注意", warnings: (n) => `${n} 处要注意`,
  leftOut: (n) => `有 ${n} 段因日期不明而没有查找。`,
  page: (n) => `第 ${n} 版`,
  close: "关闭", previous: "上一条引文", next: "下一条引文", of: (n, all) => `引文 ${n} / ${all}`,
  stands: "链接所引的原话仍在此处。", moved: "链接所引的原话还在文中，但已不在原来的位置。",
  changed: "链接所引的原话已不在这篇文章里。", gone: "链接所引的文章已不在档案里。", link: "链接",
  printed: "版面", printedPage: "印出来的版面，引文加了框", enlarge: "放大或缩小", raw: "原文件", copy: "复制引文", copied: "已复制",
  goneWhy: "它的文件可能已被移除，或者换了地方。", wrongKey: "这个密钥不对。", again: "再试一次",
  logged: "这台服务器会记下问题。这个回答好吗？", up: "好", down: "不好", thanks: "谢谢，记下了。",
  narrowed: (within) => `筛选：${within}`, fromDay: (day) => `${day} 起`, toDay: (day) => `${day} 止`,
  searched: (words) => `按“${words}”查找`,
  loading: "正在打开……", unreachable: "连不上服务器。它还在运行吗？",
  timeline: "按日期分布", hits: (n, when) => `${when}：${n} 段`, within: (when) => `只问 ${when}`,
  sending: (names) => `正在上传 ${names}`, reading: (names, n) => `正在读 ${names}${n ? `，已有 ${n} 篇` : ""}`,
  added: (names, n) => `${names}：新增或更新 ${n} 篇文章`, failed: (file, reason) => `${file}：${reason}`,
  dismiss: "知道了", others: (name, n) => `${name} 等 ${n} 个文件`,
  problems: { // by the code of the server's error; of others its own words are shown
    missing_api_key: "这台服务器要用密钥。", invalid_api_key: "这个密钥不对。", permission_denied: "这个密钥没有这项权限。",
    rate_limit_exceeded: "问得太频繁了，请过一会儿再试。", too_many_answers: "同时提问的人太多了，请过一会儿再试。",
    too_many_requests: "服务器正忙，请过一会儿再试。", timeout: "等得太久了，请问得简单些，或再试一次。",
    archive_locked: "档案正在写入，请过一会儿再试。", archive_read_only: "这份档案只能查，不能改。",
    archive: "档案现在不能用，原因见服务器日志。", encoder: "编码模型现在不能用，原因见服务器日志。",
    disk_full: "服务器的磁盘满了。", request_too_large: "太大了，服务器不收。", invalid_link: "这个链接不完整。",
    article_not_found: "档案里没有这篇文章了。", internal_error: "服务器出了错，原因见它的日志。",
  },
};

const ENGLISH = {
  tagline: "Ask the newspapers; every sentence has its source",
  tools: "Tools", afresh: "New chat", add: "Add pages", asking: "Ask", conversation: "Conversation",
  answers: "Answers", welcome: "Ask these newspapers a question",
  promise: "Every number in an answer opens the words of the source. What the pages do not say is not answered.",
  newest: "Newest articles", empty: "The archive is empty. Drop newspaper pages here, then ask.",
  filters: "Filter", paper: "Paper", since: "From", until: "To", clear: "Clear",
  question: "Your question", placeholder: "Ask something…", send: "Ask", stop: "Stop",
  reader: "Source", hint: "Choose a number to read the very words here.",
  keys: [["/", "ask"], ["← →", "the citation before, the next"], ["Esc", "close"]],
  drop: "Drop to add to the archive", key: "This server asks for a key", enter: "Enter",
  thinking: "Looking through the papers…", unsupported: "not supported by the source", stopped: "Stopped",
  sources: "Sources", mark: (n, of) => `Citation ${n}: ${of}`, untitled: "(untitled)",
  nearest: "The nearest articles (they do not answer it)", warning: "Note", warnings: (n) => `${n} notes`,
  leftOut: (n) => (n === 1 ? "One passage has" : `${n} passages have`) + " no known date and could not be searched.",
  page: (n) => `page ${n}`,
  close: "Close", previous: "Citation before", next: "Next citation", of: (n, all) => `Citation ${n} of ${all}`,
  stands: "The words of this link still stand here.",
  moved: "The words of this link are still in the article, in another place.",
  changed: "The words of this link are not in the article any more.",
  gone: "The article of this link is no longer in the archive.", link: "Link",
  printed: "Printed page", printedPage: "The page as it is printed, the quotation framed", enlarge: "Enlarge or reduce",
  raw: "Raw file", copy: "Copy citation", copied: "Copied",
  goneWhy: "Its file may have been removed, or moved elsewhere.", wrongKey: "This is not the right key.", again: "Try again",
  logged: "This server keeps questions. Was this a good answer?", up: "Good", down: "Not good", thanks: "Thank you, noted.",
  narrowed: (within) => `Filter: ${within}`, fromDay: (day) => `from ${day}`, toDay: (day) => `to ${day}`,
  searched: (words) => `Searched for “${words}”`,
  loading: "Opening…", unreachable: "The server cannot be reached. Is it still running?",
  timeline: "By date", hits: (n, when) => `${when}: ${n} ${n === 1 ? "passage" : "passages"}`,
  within: (when) => `Ask within ${when}`,
  sending: (names) => `Sending ${names}`, reading: (names, n) => `Reading ${names}${n ? `, ${n} ${n === 1 ? "article" : "articles"} so far` : ""}`,
  added: (names, n) => `${names}: ${n} ${n === 1 ? "article" : "articles"} new or changed`,
  failed: (file, reason) => `${file}: ${reason}`,
  dismiss: "Dismiss", others: (name, n) => `${name} and others, ${n} files`,
  problems: {}, // the server's own words are English
};

const isChinese = navigator.language.toLowerCase().startsWith("zh");
const WORDS = isChinese ? CHINESE : ENGLISH;

/** The words for something; some take numbers or names. */
export const say = (what, ...values) =>
  typeof WORDS[what] === "function" ? WORDS[what](...values) : WORDS[what];

/** Put the words where the document leaves room for them. */
export function translate() {
  document.documentElement.lang = isChinese ? "zh-Hans" : "en";
  for (const [key, put] of Object.entries({
    say: (node, words) => { node.textContent = words; },
    sayLabel: (node, words) => node.setAttribute("aria-label", words),
    sayPlaceholder: (node, words) => node.setAttribute("placeholder", words),
  })) {
    const attribute = `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    for (const node of document.querySelectorAll(`[${attribute}]`)) put(node, say(node.dataset[key]));
  }
}
