// The colour scheme, the menu, copy buttons for code, scrollable boxes, and the search field.
"use strict";
(() => {
  const root = document.documentElement;
  const base = document.currentScript.src.replace(/[^/]*$/, "");

  // The stored colour scheme is set before the page is rendered, to avoid a flash.
  root.classList.add("js");
  try {
    const scheme = localStorage.getItem("eventnotes-scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  } catch {
    // Storage is blocked: use the system's colour scheme.
  }

  // The fonts of the first view. Here and not in the page, since browsers refuse it from file://.
  if (location.protocol.startsWith("http")) {
    for (const face of ["lato-normal", "lato-bold", "Roboto-Slab-Bold"]) {
      const link = document.createElement("link");
      const href = `${base}webfonts/${face}.woff2`;
      Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
      document.head.append(link);
    }
  }

  function themeSwitch(button) {
    const schemes = { "": "system", light: "light", dark: "dark" };
    const name = () => {
      const text = button.dataset[schemes[root.dataset.scheme || ""]];
      button.setAttribute("aria-label", text);
      button.title = text;
    };
    button.addEventListener("click", () => {
      const order = Object.keys(schemes);
      const next = order[(order.indexOf(root.dataset.scheme || "") + 1) % order.length];
      if (next) root.dataset.scheme = next;
      else delete root.dataset.scheme;
      try {
        localStorage.setItem("eventnotes-scheme", next);
      } catch {
        // Storage is blocked: the choice is lost with the page.
      }
      name();
    });
    name();
  }

  function menu(link) {
    const side = document.getElementById("navigation");
    const isOpen = () => side.classList.contains("shift");
    const set = (open) => {
      side.classList.toggle("shift", open);
      link.setAttribute("aria-expanded", String(open));
    };
    link.setAttribute("role", "button");
    link.setAttribute("aria-controls", "navigation");
    set(false);
    const press = (event) => {
      event.preventDefault();
      set(!isOpen());
    };
    link.addEventListener("click", press);
    link.addEventListener("keydown", (event) => event.key === " " && press(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      set(false);
      link.focus();
    });
    document.addEventListener("click", (event) => {
      const followed = side.contains(event.target) && event.target.closest("a[href*='#']");
      if (followed || !(side.contains(event.target) || link.contains(event.target))) set(false);
    });
  }

  function copying(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const text = block.querySelector("pre").textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        const range = document.createRange();
        range.selectNodeContents(block.querySelector("pre"));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        button.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
      }
      button.classList.add("done");
      setTimeout(() => {
        button.textContent = "Copy";
        button.classList.remove("done");
      }, 2000);
    });
    block.append(button);
  }

  // Make boxes focusable only if they scroll.
  function scrolling(box) {
    const name = box.matches("pre") ? "Code" : "Table";
    const set = () => {
      const scrolls = box.scrollWidth > box.clientWidth;
      const attributes = { tabindex: "0", role: "group", "aria-label": `${name}, scrollable` };
      for (const [key, value] of Object.entries(attributes)) {
        if (scrolls) box.setAttribute(key, value);
        else box.removeAttribute(key);
      }
    };
    new ResizeObserver(set).observe(box);
  }

  // The search is loaded on first use. After an error, the next use tries again.
  const UNREACHED = "The search could not be loaded. Check your network connection.";
  let finder;
  function search() {
    finder ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${base}eventnotes-search.js`;
      script.onload = () => resolve(window.eventnotesSearch);
      script.onerror = () => {
        finder = undefined;
        reject(new Error(UNREACHED));
      };
      document.head.append(script);
    });
    return finder;
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
        (one) => one.open(input.value, fromAddress),
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

  // Scrolls the menu so that *link* is in view. scrollIntoView would scroll the page too.
  function show(menu, link) {
    const box = menu.getBoundingClientRect();
    const top = box.top + menu.querySelector(".wy-side-nav-search").offsetHeight;
    const place = link.getBoundingClientRect();
    const below = place.bottom + 3 * place.height - Math.min(box.bottom, innerHeight);
    if (below > 0) menu.scrollTop += Math.ceil(below);
    else if (place.top < top) menu.scrollTop -= Math.ceil(top - place.top);
  }

  // Marks the section that is being read, in the menu and in the page's contents.
  function followSections(menu) {
    const links = new Map();
    for (const link of document.querySelectorAll(".wy-menu-vertical a[href^='#'], .on-page a")) {
      const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (section) links.set(section, [...(links.get(section) ?? []), link]);
    }
    const sections = [...links.keys()];
    let here;
    const mark = () => {
      const now = sections.findLast((one) => one.getBoundingClientRect().top < innerHeight / 4);
      if (now === here) return;
      for (const link of links.get(here) ?? []) link.classList.remove("here");
      for (const link of links.get(now) ?? []) {
        link.classList.add("here");
        if (menu.contains(link)) show(menu, link);
      }
      here = now;
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    }, { passive: true });
    mark();
  }

  // The contents of the page are open where they stand beside it.
  function openWide(details) {
    const wide = matchMedia("(min-width: 1420px)");
    const set = () => (details.open = wide.matches);
    wide.addEventListener("change", set);
    set();
  }

  function start() {
    document.querySelectorAll(".scheme").forEach(themeSwitch);
    document.querySelectorAll(".wy-nav-top .fa-bars").forEach(menu);
    document.querySelectorAll("div.highlight").forEach(copying);
    document.querySelectorAll("div.highlight pre, .wy-table-responsive").forEach(scrolling);
    document.querySelectorAll("div#search").forEach(searchPage);
    // On the search page, the field of the header submits to the same page.
    if (!document.getElementById("search")) {
      document.querySelectorAll("#rtd-search-form input[name=q]").forEach(searchField);
    }
    document.querySelectorAll(".on-page details").forEach(openWide);
    const side = document.querySelector(".wy-side-scroll");
    const current = side?.querySelectorAll("a[aria-current]");
    if (current?.length) show(side, current[current.length - 1]);
    if (side && side.dataset.sticky !== "false") followSections(side);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
