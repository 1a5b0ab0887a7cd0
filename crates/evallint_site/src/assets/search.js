// Searches the site without a server. The entries are a script as well: a page on a file system may load nothing else.
"use strict";

(() => {
  const MOST_SHOWN = 12;
  const LEAST_LIKENESS = 0.5;
  const EXCERPT = 60;

  const script = document.currentScript;
  const indexAddress = new URL(script.dataset.index, document.baseURI).href;
  const rootAddress = new URL("..", script.src).href;

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  // Keys, ids and words are the same to who searches: completion_rate, completion-rate, "completion rate".
  const words = (text) => fold(text).replace(/[-_./[\]*#]+/g, " ").trim();

  // How much of a term is in a name: all of it, or of Chinese, which has no spaces, the pairs of its characters.
  function likeness(name, term) {
    if (name.includes(term)) return 1;
    if (!/[\u3400-\u9fff]/.test(term) || term.length < 3) return 0;
    let found = 0;
    for (let at = 0; at + 1 < term.length; at += 1) {
      if (name.includes(term.slice(at, at + 2))) found += 1;
    }
    const share = found / (term.length - 1);
    return share >= LEAST_LIKENESS ? share / 2 : 0;
  }

  function prepare(entry) {
    return { entry, title: words(entry.title), keywords: words(entry.keywords), text: words(entry.text) };
  }

  // Every term must be somewhere; where, and how soon in a short title, ranks.
  function score(candidate, terms) {
    let sum = 0;
    for (const term of terms) {
      const title = likeness(candidate.title, term) * (10 + 10 / candidate.title.length);
      const keywords = likeness(candidate.keywords, term) * 6;
      const text = candidate.text.includes(term) ? 2 : 0;
      const best = Math.max(title, keywords, text);
      if (best === 0) return 0;
      sum += best;
    }
    return sum;
  }

  function find(candidates, query) {
    const terms = words(query).split(/\s+/).filter(Boolean);
    if (terms.length === 0) return { terms, found: [] };
    const found = candidates
      .map((candidate) => ({ candidate, rank: score(candidate, terms) }))
      .filter(({ rank }) => rank > 0)
      .sort((left, right) => right.rank - left.rank);
    return { terms, found: found.map(({ candidate }) => candidate.entry) };
  }

  // The part of a text around the first term in it, with the term marked.
  function excerpt(text, terms) {
    const folded = text.toLowerCase();
    const hits = terms.map((term) => [folded.indexOf(term), term]).filter(([at]) => at >= 0);
    const [at, term] = hits.sort(([left], [right]) => left - right)[0] ?? [0, ""];
    const start = at > EXCERPT / 2 ? at - EXCERPT / 2 : 0;
    const shown = document.createElement("span");
    shown.className = "excerpt";
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + term.length);
    shown.append((start > 0 ? "…" : "") + text.slice(start, at), mark);
    const end = at + term.length + EXCERPT;
    shown.append(text.slice(at + term.length, end) + (end < text.length ? "…" : ""));
    return shown;
  }

  function link(entry, terms) {
    const anchor = document.createElement("a");
    anchor.href = new URL(entry.address, rootAddress).href;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = entry.kind;
    const title = document.createElement("b");
    title.textContent = entry.title;
    anchor.append(kind, title, excerpt(entry.text, terms));
    const item = document.createElement("li");
    item.append(anchor);
    return item;
  }

  let candidates;
  function load() {
    candidates ??= new Promise((resolve, reject) => {
      const index = document.createElement("script");
      index.src = indexAddress;
      index.onload = () => resolve(globalThis.evallintEntries.map(prepare));
      index.onerror = reject;
      document.head.append(index);
    });
    return candidates;
  }

  function prepareSearch(box) {
    const input = box.querySelector("input");
    const results = box.querySelector(".results");
    const status = results.querySelector("p");
    const list = results.querySelector("ol");
    const links = () => [...list.querySelectorAll("a")];

    async function show() {
      const query = input.value;
      if (query.trim() === "") {
        results.hidden = true;
        return;
      }
      const { terms, found } = find(await load(), query);
      // What was typed since then is answered by itself.
      if (query !== input.value) return;
      list.replaceChildren(...found.slice(0, MOST_SHOWN).map((entry) => link(entry, terms)));
      status.textContent = found.length === 0 ? results.dataset.none : results.dataset.count.replace("{count}", found.length);
      results.hidden = false;
    }

    function close() {
      results.hidden = true;
    }

    function step(event, by) {
      const all = [input, ...links()];
      const next = all[all.indexOf(document.activeElement) + by];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }

    input.addEventListener("focus", load, { once: true });
    input.addEventListener("input", show);
    input.addEventListener("focus", show);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") step(event, 1);
      if (event.key === "ArrowUp") step(event, -1);
      if (event.key === "Enter" && event.target === input) links()[0]?.click();
      if (event.key === "Escape") {
        input.focus();
        close();
      }
    });
    list.addEventListener("click", close);
    document.addEventListener("click", (event) => box.contains(event.target) || close());
    box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || event.relatedTarget === null || close());
    document.addEventListener("keydown", (event) => {
      const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
    box.hidden = false;
  }

  // A button beside each address, where the browser lets a page copy.
  function offerCopies(words) {
    if (!navigator.clipboard) return;
    for (const address of document.querySelectorAll("main .address")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.copy;
      button.setAttribute("aria-label", `${words.copy} ${address.textContent}`);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(address.textContent);
        button.textContent = words.copied;
        setTimeout(() => (button.textContent = words.copy), 2000);
      });
      address.after(button);
    }
  }

  prepareSearch(document.querySelector(".search"));
  offerCopies(script.dataset);
})();
