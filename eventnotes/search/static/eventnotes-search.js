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
    near: "No page has all of these words. Closest matches:",
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
  const MOST_PHRASES = 200; // pages to check for a phrase

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

  // Words, tokenized as in eventnotes/search/words.py; a test compares the two.

  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", ς: "σ" };
  const WORD = /[\p{L}\p{N}]+(?:['’]+[\p{L}\p{N}]+)*/gu;

  function fold(text) {
    const lower = text.normalize("NFKD").toLowerCase();
    const plain = lower.replace(/[łøđðþßæœıς]/g, (letter) => LETTERS[letter]);
    return plain.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  }

  function words(text) {
    const plain = text.normalize("NFC").replace(/['’]/g, "");
    return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(
      (word) => fold(word).slice(0, 40).match(/[\p{L}\p{N}]+/gu) ?? [],
    );
  }

  function parse(text) {
    const phrases = [...text.matchAll(/["“„]([^"“”„]+)["”“]/g)].map((match) => words(match[1]));
    return { words: [...new Set(words(text))], phrases: phrases.filter((one) => one.length) };
  }

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
    return index.MiniSearch.loadJS(serialized, { fields: FIELDS, tokenize: words });
  }

  async function ask(index, question, near) {
    const names = new Set(question.words.flatMap((word) => shardsOf(index, word, near)));
    const shards = await Promise.all([...names].map((name) => load(fileOf(name))));
    const wanted = (term) => near || question.words.some((word) => term.startsWith(word));
    const engine = miniSearch(index, shards, wanted);
    const asked = { combineWith: "AND", queries: question.words };
    if (!near) return engine.search(asked, OPTIONS);
    const fuzzy = { ...OPTIONS, fuzzy: (word) => (word.length > 3 ? 0.25 : false) };
    const all = engine.search(asked, fuzzy);
    return all.length ? all : engine.search({ ...asked, combineWith: "OR" }, fuzzy);
  }

  // Pages: titles and facets in blocks, texts in one file per page.

  async function page(index, number) {
    const block = await load(`pages/${Math.floor(number / index.block)}`);
    const [url, title, facets] = block[number % index.block];
    return { url, title, facets };
  }

  async function sections(url) {
    const [, , , found] = await load(`text/${url.replace(/(^|\/)$/, "$1index")}`);
    return found.map(([anchor, heading, text]) => ({ anchor, heading, text }));
  }

  const holds = (all, phrase) =>
    all.some((_, at) => phrase.every((word, offset) => all[at + offset] === word));

  async function hasPhrases(index, number, phrases) {
    const { url, title } = await page(index, number);
    const texts = [title];
    for (const one of await sections(url)) texts.push(one.heading, one.text);
    const all = texts.map(words);
    return phrases.every((phrase) => all.some((one) => holds(one, phrase)));
  }

  async function matches(index, question) {
    if (!question.words.length) {
      return { near: false, numbers: Array.from({ length: index.pages }, (_, number) => number) };
    }
    let near = false;
    let found = await ask(index, question, false);
    if (question.phrases.length) {
      const tried = found.slice(0, MOST_PHRASES);
      const kept = await Promise.all(
        tried.map((one) => hasPhrases(index, one.id, question.phrases)),
      );
      found = tried.filter((_, at) => kept[at]);
    } else if (!found.length) {
      found = await ask(index, question, true);
      near = found.length > 0;
    }
    return { near, numbers: found.map((one) => one.id), terms: found.flatMap((one) => one.terms) };
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

  const isMatch = (word, asked) =>
    asked.find((one) => word.startsWith(one) || (one.length > 3 && word.includes(one)));

  // The words of a text: start, end and the query word that they match.
  function places(text, asked) {
    return [...text.matchAll(WORD)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      word: isMatch(fold(match[0].replace(/['’]/g, "")), asked),
    }));
  }

  function marked(text, asked, from = 0, to = text.length) {
    const fragment = document.createDocumentFragment();
    let end = from;
    for (const place of places(text, asked)) {
      if (!place.word || place.start < from || place.end > to) continue;
      fragment.append(text.slice(end, place.start));
      fragment.append(element("mark", { textContent: text.slice(place.start, place.end) }));
      end = place.end;
    }
    fragment.append(text.slice(end, to));
    return fragment;
  }

  // The part of about thirty words that matches the most query words.
  function excerpt(text, asked) {
    const all = places(text, asked);
    let best = { at: 0, score: -1 };
    all.forEach((place, at) => {
      if (!place.word && at) return;
      const window = all.slice(at, at + 24).map((one) => one.word).filter(Boolean);
      const score = 10 * new Set(window).size + window.length;
      if (score > best.score) best = { at, score };
    });
    const first = Math.max(0, best.at - 6);
    const last = Math.min(all.length, first + 32);
    const from = first ? all[first].start : 0;
    const to = last < all.length ? all[last - 1].end : text.length;
    const shown = element("span", {}, marked(text, asked, from, to));
    if (from) shown.prepend("… ");
    if (to < text.length) shown.append(" …");
    return shown;
  }

  const answered = (text, asked) =>
    new Set(places(text, asked).map((one) => one.word).filter(Boolean));

  function scored(section, asked) {
    const found = answered(section.text, asked);
    return { ...section, found, score: 2 * answered(section.heading, asked).size + found.size };
  }

  async function result(index, number, asked) {
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
    const address = (anchor) => root + url + (anchor && `#${encodeURIComponent(anchor)}`);
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
    return { box, input, bar, status, selects, filters, list, more, inDialog, run: 0 };
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

  function keepState(view, filters, push) {
    const url = new URL(location.href);
    const state = { q: view.input.value, ...filters };
    for (const [name, value] of Object.entries(state)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    if (url.href === location.href) return;
    if (push) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }

  async function show(view, found, asked, index, run) {
    const from = view.list.children.length;
    const next = found.slice(from, from + PAGE);
    const items = await Promise.all(next.map((number) => result(index, number, asked)));
    if (view.run !== run) return;
    view.list.append(...items);
    view.more.hidden = view.list.children.length >= found.length;
    view.more.onclick = async () => {
      await show(view, found, asked, index, run);
      view.list.children[from + PAGE]?.querySelector("a")?.focus();
    };
  }

  async function search(view, { push = false } = {}) {
    const run = ++view.run;
    const filters = chosen(view);
    const filtering = FACETS.some((name) => filters[name]);
    keepState(view, filters, push);
    const question = parse(view.input.value);
    if (!question.words.length && !filtering && !view.filters.open) {
      view.status.textContent = "";
      view.list.replaceChildren();
      view.more.hidden = true;
      return;
    }
    if (!view.list.children.length) view.status.textContent = TEXT.wait;
    const index = await start();
    let { near, numbers, terms } = await matches(index, question);
    if (filtering || view.filters.open) {
      const pages = await Promise.all(numbers.map((number) => page(index, number)));
      if (view.run !== run) return;
      fillFilters(view, pages, filters);
      numbers = numbers.filter((_, at) => passes(pages[at].facets, filters));
    }
    if (view.run !== run) return;
    const asked = near ? [...new Set([...question.words, ...terms])] : question.words;
    const old = [...view.list.children];
    const shown = question.words.length || filtering ? numbers : [];
    const counted = near ? TEXT.near : shown.length ? TEXT.found(shown.length) : TEXT.none;
    view.list.replaceChildren();
    await show(view, shown, asked, index, run);
    if (view.run !== run) old.forEach((one) => one.remove());
    else view.status.textContent = question.words.length || filtering ? counted : "";
  }

  function searched(view, options) {
    return search(view, options).catch(() => {
      view.status.textContent = TEXT.failed;
      view.list.replaceChildren();
      view.more.hidden = true;
    });
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
  function makeDialog() {
    const view = panel(true);
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
    box.append(view.box);
    box.addEventListener("click", (event) => event.target === box && box.close());
    box.addEventListener("close", () => {
      view.input.value = "";
      for (const name of FACETS) view.selects[name].value = "";
      view.list.replaceChildren();
      view.status.textContent = "";
      view.filters.open = false;
      ++view.run;
      keepState(view, chosen(view), false);
      document.querySelectorAll(".find input").forEach((input) => {
        input.value = "";
      });
    });
    // Close the dialog for a result on the current page.
    view.list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.pathname === location.pathname) {
        event.preventDefault();
        const { hash } = link;
        box.close();
        location.hash = hash || "#content";
      }
    });
    document.body.append(box);
    return { box, view };
  }

  function open(text, fromAddress) {
    dialog ??= makeDialog();
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
