// The search: loads the index shards for a query, and runs MiniSearch on them.
"use strict";
(() => {
  const TEXT = {
    label: "Search the notes",
    hint: "Words, parts of words, or \"an exact phrase\".",
    close: "Close",
    filters: "Filters",
    more: "More results",
    wait: "Searching…",
    none: "Nothing found. Try fewer or shorter words.",
    near: "No page has exactly this. Closest matches:",
    signs: "The search looks for words: add a letter or a digit.",
    page: "Open as a page",
    failed: "You are offline. The search continues when the network is back.",
    facets: { event: "Event", year: "Year", speaker: "Speaker", topic: "Topic" },
    any: "Any",
    found: (count) => (count === 1 ? "1 page found" : `${count} pages found`),
  };
  const FIELDS = ["title", "heading", "name", "text"];
  const FACETS = Object.keys(TEXT.facets);
  const OPTIONS = {
    boost: { title: 8, heading: 4, name: 6, text: 1 },
    weights: { prefix: 0.5, fuzzy: 0.2 },
    prefix: (word) => word.length > 1,
  };
  const PAGE = 10; // results shown at a time
  const MOST_SHARDS = 12; // per word; a prefix of two letters can match many
  const MOST_EXACT = 200; // pages to read for a phrase or a sign
  const JOINED = 4; // the weight of two words of the query as one, as some page writes them
  const OTHER = 0.2; // the weight of pages that are no notes, such as a manual

  const root = document.currentScript.src.replace(/_static\/[^/]*$/, "");

  // Files: scripts that pass their data to a callback, which works with file: URLs too.

  const waiting = new Map();
  const files = new Map();
  let version = "";

  window.eventnotesData = (name, data) => waiting.get(name)?.(data);

  function script(source, ready) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = source;
      element.onload = () => resolve(ready?.());
      element.onerror = () => reject(new Error(source));
      document.head.append(element);
    });
  }

  function load(name) {
    if (!files.has(name)) {
      const path = name.split("/").map(encodeURIComponent).join("/");
      let data;
      waiting.set(name, (given) => {
        data = given;
      });
      const source = `${root}_search/${path}.js${version && `?v=${version}`}`;
      const loading = script(source, () => data);
      loading.catch(() => files.delete(name));
      files.set(name, loading);
    }
    return files.get(name);
  }

  let started;
  function start() {
    started ??= Promise.all([
      load("summary"),
      script(`${root}_static/minisearch.js`),
    ]).then(([summary]) => {
      version = summary.version;
      const shards = summary.shards ? summary.shards.split(" ") : [];
      return { ...summary, shards, MiniSearch: window.MiniSearchModule.default };
    });
    started.catch(() => {
      started = undefined;
    });
    return started;
  }

  // What is asked. *exact* must be on a page as it is; *marks* are what is marked there.
  function parse(text) {
    const { SIGN, words } = eventnotesWords;
    const phrases = [...text.matchAll(/["“„]([^"“”„]+)["”“]/g)].map((match) => words(match[1]));
    const typed = text.split(/[\s"“”„]+/).map((one) => one.replace(/^[([{,;]+|[)\]},;.:!?…]+$/gu, ""));
    const exact = typed.filter((one) => SIGN.test(one) && words(one).length);
    const all = [...new Set(words(text))];
    const plain = typed.filter((one) => !exact.includes(one)).map(words);
    // Of "e-mail", "e" alone is no match.
    const single = plain.flatMap((parts) => parts.filter((one) => !parts[1] || one.length > 2));
    const marks = [...new Set([...exact, ...single])];
    return { words: all, phrases: phrases.filter((one) => one.length), exact, marks };
  }

  // Each two neighbours as one word: "data base" finds "database".
  const joined = (words) => words.slice(1).map((word, at) => words[at] + word);

  // The index.

  function shardsOf(index, word, near) {
    const own = near ? word.slice(0, 2) : word;
    const exact = index.shards.filter((name) => name === `${word}$` || word.startsWith(name));
    const longer = word.length > 1 ? index.shards.filter((name) => name.startsWith(own)) : [];
    return [...new Set([...exact, ...longer])].slice(0, MOST_SHARDS);
  }

  function fileOf(shard) {
    const plain = shard.replace(/[^a-z0-9]/gu, (one) => `-${one.codePointAt(0).toString(16)}`);
    return `words/w-${plain}`;
  }

  function postings(flat, lengths, field) {
    const found = new Map();
    let page = 0;
    for (let at = 0; at < flat.length; at += 3) {
      page += flat[at];
      found.set(page, flat[at + 1]);
      if (!lengths.has(page)) lengths.set(page, [0, 0, 0, 0]);
      lengths.get(page)[field] = flat[at + 2];
    }
    return found;
  }

  // A MiniSearch index with only the words of the query, and the scores of the full index.
  function miniSearch(index, shards, wanted) {
    const lengths = new Map();
    const terms = [];
    for (const shard of shards) {
      for (const [term, fields] of Object.entries(shard)) {
        if (!wanted(term)) continue;
        const data = {};
        for (const [field, flat] of Object.entries(fields)) {
          data[field] = Object.fromEntries(postings(flat, lengths, Number(field)));
        }
        terms.push([term, data]);
      }
    }
    const numbers = [...lengths.keys()];
    const serialized = {
      documentCount: index.pages,
      nextId: index.pages,
      documentIds: Object.fromEntries(numbers.map((number) => [number, number])),
      fieldIds: Object.fromEntries(FIELDS.map((field, number) => [field, number])),
      fieldLength: Object.fromEntries(lengths),
      averageFieldLength: index.average,
      storedFields: {},
      dirtCount: 0,
      index: terms,
      serializationVersion: 2,
    };
    return index.MiniSearch.loadJS(serialized, { fields: FIELDS, tokenize: eventnotesWords.words });
  }

  async function shardsFor(index, words, near) {
    const names = new Set(words.flatMap((word) => shardsOf(index, word, near)));
    return Promise.all([...names].map((name) => load(fileOf(name))));
  }

  async function ask(index, question, near) {
    const all = question.words;
    const shards = await shardsFor(index, [...all, ...joined(all)], near);
    const isTerm = (word) =>
      shards.some((shard) => Object.keys(shard).some((term) => term.startsWith(word)));
    const ways = joined(all).flatMap((word, at) =>
      isTerm(word) ? [[...all.slice(0, at), word, ...all.slice(at + 2)]] : [],
    );
    const asked = {
      combineWith: "OR",
      queries: [all, ...ways].map((queries) => ({ combineWith: "AND", queries })),
    };
    const words = asked.queries.flatMap((one) => one.queries);
    const wanted = (term) => near || words.some((word) => term.startsWith(word));
    const engine = miniSearch(index, shards, wanted);
    const options = {
      ...OPTIONS,
      boostTerm: (word) => (all.includes(word) ? 1 : JOINED),
      boostDocument: (number) => (number < index.records ? 1 : OTHER),
    };
    if (!near) return engine.search(asked, options);
    const fuzzy = { ...options, fuzzy: (word) => (word.length > 3 ? 0.25 : false) };
    const found = engine.search(asked, fuzzy);
    return found.length ? found : engine.search({ combineWith: "OR", queries: all }, fuzzy);
  }

  // The question with a word that no page has cut in two: "monkeypatch" finds "monkey patch".
  async function split(index, question) {
    const terms = async (word) => {
      const all = index.shards.filter(
        (name) => word.startsWith(name.replace("$", "")) || name.startsWith(word),
      );
      const shards = await Promise.all(all.slice(0, MOST_SHARDS).map((name) => load(fileOf(name))));
      return shards.flatMap((shard) => Object.keys(shard));
    };
    for (const word of question.words) {
      const known = await terms(word);
      if (known.some((term) => term.startsWith(word))) continue;
      const cuts = known.filter(
        (term) => word.startsWith(term) && term.length > 2 && term.length < word.length - 2,
      );
      for (const first of cuts.sort((one, other) => other.length - one.length)) {
        const rest = word.slice(first.length);
        if (!(await terms(rest)).some((term) => term.startsWith(rest))) continue;
        const words = question.words.flatMap((one) => (one === word ? [first, rest] : [one]));
        return { ...question, words, exact: [...question.exact, word] };
      }
    }
    return null;
  }

  // Pages: titles and facets in blocks, texts in one file per page.

  async function page(index, number) {
    const block = await load(`pages/${Math.floor(number / index.block)}`);
    const [url, title, facets] = block[number % index.block];
    return { url, title, facets };
  }

  async function sections(url) {
    const [, , , found] = await load(`text/${decodeURIComponent(url).replace(/(^|\/)$/, "$1index")}`);
    return found.map(([anchor, heading, text]) => ({ anchor, heading, text }));
  }

  const holds = (all, phrase) =>
    all.some((_, at) => phrase.every((word, offset) => all[at + offset] === word));

  async function isExact(index, number, { phrases, exact }) {
    const { url, title } = await page(index, number);
    const texts = [title];
    for (const one of await sections(url)) texts.push(one.heading, one.text);
    const all = texts.map(eventnotesWords.words);
    return (
      phrases.every((phrase) => all.some((one) => holds(one, phrase))) &&
      exact.every((one) => texts.some((text) => eventnotesWords.spans(text, [one]).length))
    );
  }

  // The pages that have all that is asked, best first.
  async function complete(index, question) {
    const found = await ask(index, question, false);
    if (!question.phrases.length && !question.exact.length) return found;
    const tried = found.slice(0, MOST_EXACT);
    const kept = await Promise.all(tried.map((one) => isExact(index, one.id, question)));
    return tried.filter((_, at) => kept[at]);
  }

  async function matches(index, question) {
    if (!question.words.length) {
      const numbers = Array.from({ length: index.pages }, (_, number) => number);
      return { near: false, found: numbers.map((number) => ({ number, marks: [] })) };
    }
    let near = false;
    let found = await complete(index, question);
    if (!found.length) {
      const cut = await split(index, question);
      if (cut) found = await complete(index, cut);
    }
    if (!found.length && !question.phrases.length) {
      found = await ask(index, question, true);
      near = found.length > 0;
    }
    const marks = ({ terms, queryTerms }) => {
      if (near) return [...new Set([...question.words, ...terms])];
      return [...question.marks, ...queryTerms.filter((one) => !question.words.includes(one))];
    };
    return { near, found: found.map((one) => ({ number: one.id, marks: marks(one) })) };
  }

  const passes = (facets, filters, but) =>
    FACETS.every(
      (name) => name === but || !filters[name] || facets[name]?.includes(filters[name]),
    );

  function counts(pages, filters) {
    const found = Object.fromEntries(FACETS.map((name) => [name, new Map()]));
    for (const { facets } of pages) {
      for (const name of FACETS) {
        if (!passes(facets, filters, name)) continue;
        for (const value of facets[name] ?? []) {
          found[name].set(value, (found[name].get(value) ?? 0) + 1);
        }
      }
    }
    return found;
  }

  // Rendering.

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // The part of about thirty words that matches the most query words.
  function excerpt(text, asked) {
    const { WORD, spans, marked } = eventnotesWords;
    const matched = new Map(spans(text, asked).map(([start, , word]) => [start, word]));
    const all = [...text.matchAll(WORD)].map((match) => [
      match.index,
      match.index + match[0].length,
      matched.get(match.index),
    ]);
    let best = { at: 0, score: -1 };
    all.forEach(([, , word], at) => {
      if (!word && at) return;
      const window = all.slice(at, at + 24).flatMap(([, , one]) => one ?? []);
      const score = 10 * new Set(window).size + window.length;
      if (score > best.score) best = { at, score };
    });
    const first = Math.max(0, best.at - 6);
    const last = Math.min(all.length, first + 32);
    const from = first ? all[first][0] : 0;
    const to = last < all.length ? all[last - 1][1] : text.length;
    const shown = element("span", {}, marked(text, asked, from, to));
    if (from) shown.prepend("… ");
    if (to < text.length) shown.append(" …");
    return shown;
  }

  const answered = (text, asked) =>
    new Set(eventnotesWords.spans(text, asked).map(([, , word]) => word));

  function scored(section, asked) {
    const found = answered(section.text, asked);
    return { ...section, found, score: 2 * answered(section.heading, asked).size + found.size };
  }

  async function result(index, { number, marks: asked }) {
    const { marked } = eventnotesWords;
    const { url, title, facets } = await page(index, number);
    const where = [...(facets.speaker ?? []), ...(facets.event ?? [])].join(" · ");
    // Offline, show a result with its title only.
    const all = (await sections(url).catch(() => [])).map((one) => scored(one, asked));
    const best = [...all].sort((one, other) => other.score - one.score)[0];
    const inTitle = answered(title, asked);
    // Show the fields, which come first, only for query words not in the lines above.
    const said = answered(`${title} ${where}`, asked);
    const tells = (one, at) => at || [...one.found].some((word) => !said.has(word));
    const shown = all
      .filter((one, at) => one.score && (one.text || one.anchor) && tells(one, at))
      .sort((one, other) => other.score - one.score)
      .slice(0, 3)
      .sort((one, other) => all.indexOf(one) - all.indexOf(other));
    const highlight = asked.length ? `?${new URLSearchParams({ highlight: asked.join(" ") })}` : "";
    const address = (anchor) =>
      root + url + highlight + (anchor && `#${encodeURIComponent(anchor)}`);
    const own = best && inTitle.size < asked.length ? best.anchor : "";
    const heading = element("h2", {}, element("a", { href: address(own) }, marked(title, asked)));
    const item = element("li", {}, heading);
    if (where) item.append(element("p", { className: "where" }, marked(where, asked)));
    if (shown.length) {
      const links = shown.map((one) => {
        const link = element("a", { href: address(one.anchor) });
        if (one.anchor) link.append(element("strong", {}, marked(one.heading, asked)), " ");
        link.append(excerpt(one.text, asked));
        return element("li", {}, link);
      });
      item.append(element("ul", {}, ...links));
    }
    return item;
  }

  // The panel: search field, filters and results, on the search page or in a dialog.

  function panel(inDialog) {
    const input = element("input", { type: "search", name: "q", autocomplete: "off" });
    input.setAttribute("aria-label", TEXT.label);
    input.setAttribute("aria-describedby", "search-hint");
    input.spellcheck = false;
    const bar = element("form", { className: "bar", role: "search" }, input);
    const hint = element("p", { className: "where", id: "search-hint", textContent: TEXT.hint });
    const status = element("p", { className: "status" });
    status.setAttribute("role", "status");
    const selects = Object.fromEntries(FACETS.map((name) => [name, element("select", { name })]));
    const labels = FACETS.map((name) =>
      element("label", {}, TEXT.facets[name], selects[name]),
    );
    const filters = element(
      "details",
      { className: "filters" },
      element("summary", { textContent: TEXT.filters }),
      element("div", {}, ...labels),
    );
    const list = element("ol", { className: "results" });
    const more = element("button", {
      className: "more",
      type: "button",
      textContent: TEXT.more,
      hidden: true,
    });
    const box = element("div", { className: "finder" }, bar, hint, filters, status, list, more);
    return { box, input, bar, hint, status, selects, filters, list, more, inDialog, run: 0 };
  }

  function chosen(view) {
    return Object.fromEntries(FACETS.map((name) => [name, view.selects[name].value]));
  }

  function fillFilters(view, pages, filters) {
    const found = counts(pages, filters);
    for (const name of FACETS) {
      const sorted = [...found[name]].sort(([one], [other]) =>
        one.localeCompare(other, undefined, { numeric: true }),
      );
      if (filters[name] && !found[name].has(filters[name])) sorted.unshift([filters[name], 0]);
      view.selects[name].replaceChildren(
        element("option", { value: "", textContent: TEXT.any }),
        ...sorted.map(([value, count]) =>
          element("option", { value, textContent: `${value} (${count})` }),
        ),
      );
      view.selects[name].value = filters[name];
      view.selects[name].parentElement.hidden = !sorted.length;
    }
  }

  // *address* with the question, which the page at it asks when it is opened.
  function withState(view, filters, address) {
    const url = new URL(address);
    const state = { q: view.input.value, ...filters };
    for (const [name, value] of Object.entries(state)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url;
  }

  function keepState(view, filters, push) {
    const url = withState(view, filters, location.href);
    if (view.link) view.link.href = withState(view, filters, view.page);
    if (url.href === location.href) return;
    if (push) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }

  async function show(view, found, index, run) {
    const from = view.list.children.length;
    const next = found.slice(from, from + PAGE);
    const items = await Promise.all(next.map((one) => result(index, one)));
    if (view.run !== run) return;
    view.list.append(...items);
    view.more.hidden = view.list.children.length >= found.length;
    view.more.onclick = async () => {
      await show(view, found, index, run);
      view.list.children[from + PAGE]?.querySelector("a")?.focus();
    };
  }

  async function search(view, { push = false } = {}) {
    const run = ++view.run;
    const filters = chosen(view);
    keepState(view, filters, push);
    const question = parse(view.input.value);
    const asking = question.words.length || FACETS.some((name) => filters[name]);
    const unasked = view.input.value.trim() ? TEXT.signs : "";
    if (!asking && !view.filters.open) {
      view.status.textContent = unasked;
      view.list.replaceChildren();
      view.more.hidden = true;
      return;
    }
    if (!view.list.children.length) view.status.textContent = TEXT.wait;
    const index = await start();
    let { near, found } = await matches(index, question);
    if (FACETS.some((name) => filters[name]) || view.filters.open) {
      const pages = await Promise.all(found.map((one) => page(index, one.number)));
      if (view.run !== run) return;
      fillFilters(view, pages, filters);
      found = found.filter((_, at) => passes(pages[at].facets, filters));
    }
    if (view.run !== run) return;
    const old = [...view.list.children];
    const shown = asking ? found : [];
    const counted = near ? TEXT.near : shown.length ? TEXT.found(shown.length) : TEXT.none;
    view.list.replaceChildren();
    await show(view, shown, index, run);
    if (view.run !== run) old.forEach((one) => one.remove());
    else view.status.textContent = asking ? counted : unasked;
  }

  function searched(view, options) {
    return search(view, options).catch(() => {
      view.status.textContent = TEXT.failed;
      view.list.replaceChildren();
      view.more.hidden = true;
    });
  }

  // What is typed while a result has the focus goes on in the field.
  function typing(view, event) {
    const isText = event.key === "Backspace" || (event.key.length === 1 && event.key !== " ");
    if (!isText || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, summary")) return;
    view.input.focus();
    view.input.setSelectionRange(view.input.value.length, view.input.value.length);
  }

  function arrows(view, event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.matches("select, summary")) return;
    const stops = [view.input, ...view.list.querySelectorAll("a")];
    const at = stops.indexOf(event.target);
    const next = stops[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function restore(view) {
    const state = new URLSearchParams(location.search);
    view.input.value = state.get("q") ?? "";
    for (const name of FACETS) {
      const value = state.get(name) ?? "";
      view.selects[name].replaceChildren(element("option", { value, textContent: value }));
      view.selects[name].value = value;
      if (value) view.filters.open = true;
    }
  }

  function connect(view) {
    view.input.addEventListener("input", () => searched(view));
    view.filters.addEventListener("toggle", () => searched(view));
    for (const name of FACETS) {
      view.selects[name].addEventListener("change", () => searched(view, { push: true }));
    }
    view.box.addEventListener("keydown", (event) => arrows(view, event));
    view.box.addEventListener("keydown", (event) => typing(view, event));
    window.addEventListener("online", () => searched(view));
    view.bar.addEventListener("submit", async (event) => {
      event.preventDefault();
      await searched(view, { push: !view.inDialog });
      if (view.inDialog) view.list.querySelector("a")?.click();
    });
  }

  function mount(place) {
    const view = panel(false);
    connect(view);
    place.replaceChildren(view.box);
    restore(view);
    searched(view);
    window.addEventListener("popstate", () => {
      restore(view);
      searched(view);
    });
    view.input.focus();
  }

  let dialog;
  function makeDialog(page, mark) {
    const view = { ...panel(true), page, link: element("a", { textContent: TEXT.page }) };
    connect(view);
    const box = element("dialog", { className: "finder" });
    box.setAttribute("aria-label", TEXT.label);
    view.box.className = "";
    const close = element("button", {
      className: "close",
      type: "button",
      textContent: TEXT.close,
    });
    close.addEventListener("click", () => box.close());
    view.bar.append(close);
    view.hint.append(" ", view.link);
    box.append(view.box);
    box.addEventListener("click", (event) => event.target === box && box.close());
    // In a search field, browsers clear the text first, and only the second press would close.
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      box.close();
    });
    box.addEventListener("close", () => {
      view.input.value = "";
      for (const name of FACETS) view.selects[name].value = "";
      view.list.replaceChildren();
      view.status.textContent = "";
      view.filters.open = false;
      ++view.run;
      keepState(view, chosen(view), false);
      document.querySelectorAll("[role=search] input[name=q]").forEach((input) => {
        input.value = "";
      });
    });
    // Close the dialog for a result on the current page.
    view.list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.pathname === location.pathname) {
        event.preventDefault();
        const { hash, search } = link;
        box.close();
        mark(new URLSearchParams(search).get("highlight") ?? "");
        location.hash = hash || "#content";
      }
    });
    document.body.append(box);
    return { box, view };
  }

  // Opens the dialog with *text*, or with the question in the address. *page* is the address of the
  // search page; *mark* marks what a result on the current page was found for.
  function open(text, { fromAddress, page, mark }) {
    dialog ??= makeDialog(page, mark);
    const { box, view } = dialog;
    if (box.open) return;
    if (fromAddress) restore(view);
    else view.input.value = text;
    box.showModal();
    view.input.focus();
    searched(view);
  }

  start().catch(() => {});
  window.eventnotesSearch = { open, mount };
})();
