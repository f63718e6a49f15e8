// The search field of every page: loads the search on first use, and the marks for a result.
(() => {
  const base = document.currentScript.src.replace(/[^/]*$/, "");
  const UNREACHED = "The search could not be loaded. Check your network connection.";

  function loaded(tag, properties) {
    return new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(tag), properties);
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(UNREACHED));
      };
      document.head.append(element);
    });
  }

  // After an error, the next use tries again. Scripts run in the order of the call.
  const files = new Map();
  function load(name) {
    if (!files.has(name)) {
      const address = base + name;
      const loading = name.endsWith(".css")
        ? loaded("link", { rel: "stylesheet", href: address })
        : loaded("script", { async: false, src: address });
      loading.catch(() => files.delete(name));
      files.set(name, loading);
    }
    return files.get(name);
  }

  const loadAll = (...names) =>
    Promise.all(["eventnotes-search.css", "eventnotes-words.js", ...names].map(load));
  const search = () => loadAll("eventnotes-search.js").then(() => window.eventnotesSearch);
  const mark = (asked) =>
    loadAll("eventnotes-marks.js").then(
      () => window.eventnotesMarks(asked.split(" ").filter(Boolean)),
      () => {},
    );

  // A link from the search says what to mark. The address that readers copy does not.
  function markFound() {
    const url = new URL(location.href);
    const asked = url.searchParams.get("highlight");
    if (asked === null) return;
    url.searchParams.delete("highlight");
    history.replaceState(history.state, "", url);
    mark(asked);
  }

  function searchPage(place) {
    const mount = () =>
      search().then(
        (one) => one.mount(place),
        (error) => {
          place.textContent = error.message;
          window.addEventListener("online", mount, { once: true });
        },
      );
    mount();
    onSlash(() => place.querySelector("input")?.focus());
  }

  function searchField(input) {
    // Text typed while the search loads stays in this field and is passed on.
    const report = (message) => {
      input.setCustomValidity(message);
      if (message) input.reportValidity();
    };
    const open = (fromAddress) => {
      report("");
      search().then(
        (one) => one.open(input.value, { fromAddress, page: input.form.action, mark }),
        (error) => report(error.message),
      );
    };
    const prepare = () => search().then(() => report(""), () => {});
    if (new URLSearchParams(location.search).has("q")) open(true);
    input.addEventListener("pointerdown", prepare);
    input.addEventListener("focus", prepare);
    input.addEventListener("input", (event) => event.isComposing || open());
    input.addEventListener("compositionend", () => open());
    onSlash(() => {
      input.focus();
      open();
    });
  }

  function onSlash(act) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      act();
    });
  }

  // The theme includes this script in its own, which runs before the page is there.
  document.addEventListener("DOMContentLoaded", () => {
    markFound();
    const place = document.querySelector("div#search");
    if (place) searchPage(place);
    else document.querySelectorAll("[role=search] input[name=q]").forEach(searchField);
  });
})();
