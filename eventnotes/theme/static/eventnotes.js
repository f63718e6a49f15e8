// The menu, the theme switch, copy buttons for code, and scrollable boxes.
"use strict";
(() => {
  const root = document.documentElement;

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
    const set = (open) => {
      root.dataset.menu = open ? "open" : "";
      link.setAttribute("aria-expanded", String(open));
    };
    link.setAttribute("role", "button");
    link.setAttribute("aria-controls", "navigation");
    set(false);
    const press = (event) => {
      event.preventDefault();
      set(root.dataset.menu !== "open");
    };
    link.addEventListener("click", press);
    link.addEventListener("keydown", (event) => event.key === " " && press(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || root.dataset.menu !== "open") return;
      set(false);
      link.focus();
    });
    side.addEventListener("click", (event) => event.target.closest("a[href*='#']") && set(false));
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

  // Scrolls the menu to the current page. scrollIntoView would scroll the page too.
  function showPlace(side) {
    const here = side.querySelector("[aria-current=page]");
    const end = Math.min(side.getBoundingClientRect().bottom, innerHeight);
    if (here) side.scrollTop += Math.max(0, Math.ceil(here.getBoundingClientRect().bottom - end));
  }

  document.querySelectorAll(".scheme").forEach(themeSwitch);
  document.querySelectorAll(".top .menu").forEach(menu);
  document.querySelectorAll("div.highlight").forEach(copying);
  document.querySelectorAll("div.highlight pre, .scroll").forEach(scrolling);
  document.querySelectorAll(".side").forEach(showPlace);
})();
