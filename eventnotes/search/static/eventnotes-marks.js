// Marks the words of a query in the page that a search result leads to.
"use strict";
(() => {
  const HIDE = "Hide search matches";
  const SKIPPED = "script, style, nav, button, select, textarea, svg, math, .headerlink, mark";
  let button;

  function texts(place) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest(SKIPPED)) found.push(walker.currentNode);
    }
    return found;
  }

  function hide() {
    button?.remove();
    button = undefined;
    for (const mark of document.querySelectorAll("mark.found")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  function show(asked) {
    hide();
    const place = document.querySelector("[role=main]");
    for (const text of texts(place)) {
      if (!eventnotesWords.spans(text.data, asked).length) continue;
      const fragment = eventnotesWords.marked(text.data, asked);
      fragment.querySelectorAll("mark").forEach((mark) => mark.classList.add("found"));
      text.replaceWith(fragment);
    }
    if (!place.querySelector("mark.found")) return;
    button = document.createElement("button");
    button.type = "button";
    button.className = "unmark";
    button.textContent = HIDE;
    button.setAttribute("aria-keyshortcuts", "Escape");
    button.addEventListener("click", hide);
    place.after(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (!document.querySelector("dialog[open]")) hide();
  });
  window.eventnotesMarks = show;
})();
