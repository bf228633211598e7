const at = (id) => document.getElementById(id);
at("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  at("citations").replaceChildren();
  at("answer").textContent = "…";
  const messages = [{ role: "user", content: at("question").value }];
  const reply = await fetch("/v1/chat/completions", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ messages }),
  });
  const body = await reply.json();
  at("answer").textContent = reply.ok ? body.choices[0].message.content : body.error.message;
  for (const citation of body.citations ?? []) {
    const item = document.createElement("li");
    item.textContent = `${citation.quote}  ${citation.article.title} ${citation.file}`;
    at("citations").append(item);
  }
});
