// Links to points, and keys. Sphinx fills in the words, translated.
document.addEventListener("DOMContentLoaded", () => {
  const KEYS = {{ _("Keyboard shortcuts")|tojson }};
  const HELP = {
    "/": {{ _("Search")|tojson }},
    J: {{ _("Next page")|tojson }},
    K: {{ _("Previous page")|tojson }},
    "↑ ↓": {{ _("Next or previous point, on ¶")|tojson }},
    "?": KEYS,
    Esc: {{ _("Close")|tojson }},
  };
  const POINT = "[role=main] section li[id]";
  const find = (selector) => document.querySelector(selector);
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // The address of a point whose words have changed leads to its section.
  function land() {
    const asked = location.hash.slice(1);
    let id = asked;
    while (id && !document.getElementById(id)) id = id.replace(/\.?[^.]*$/, "");
    if (id !== asked && id) location.replace(`#${id}`);
  }
  addEventListener("hashchange", land);
  land();

  // One link that moves: one in each point would flood the tab order.
  function linkPoints(points) {
    const link = make("a", { className: "notes-point" });
    link.ariaLabel = {{ _("Link to this point")|tojson }};
    const status = make("span", { className: "notes-status", role: "status" });
    const say = (text) => (status.textContent = link.dataset.said = text);
    const show = (point) => {
      link.href = `#${point.id}`;
      say("");
      // In the paragraph: beside it, the link would change the paragraph's margins.
      (point.querySelector(":scope > p") ?? point).prepend(link);
    };
    const follow = (event) => {
      const point = event.target.closest?.(POINT);
      const selecting = event.buttons && event.pointerType === "mouse";
      if (!point || point === link.closest(POINT) || selecting) return;
      if (!link.matches(":focus-visible")) show(point);
    };
    link.onclick = async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (event.detail) link.blur();
      const page = find("link[rel=canonical]") ?? location;
      try {
        await navigator.clipboard.writeText(page.href.split("#")[0] + link.hash);
        say({{ _("Copied")|tojson }});
        setTimeout(say, 2000, "");
      } catch {
        location.hash = link.hash; // the address bar has it
      }
    };
    link.onkeydown = (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const next = points[points.indexOf(link.closest(POINT)) + step];
      if (!next) return;
      event.preventDefault();
      show(next);
      link.focus();
    };
    addEventListener("pointerover", follow);
    addEventListener("focusin", follow);
    document.body.append(status);
    show(points[0]);
  }
  const points = [...document.querySelectorAll(POINT)];
  if (points.length) linkPoints(points);

  const box = make("input", { type: "checkbox", checked: true });
  // If storage is blocked, the choice is lost.
  try {
    const saved = localStorage;
    box.checked = !saved["eventnotes-no-keys"];
    box.onchange = () => (saved["eventnotes-no-keys"] = box.checked ? "" : "1");
  } catch {}
  const open = () => dialog.showModal();
  const dialog = make(
    "dialog",
    { className: "notes-keys", ariaLabel: KEYS },
    make("h2", {}, KEYS),
    ...Object.entries(HELP).map(([key, text]) => make("p", {}, make("kbd", {}, key), " ", text)),
    make("label", {}, box, " ", {{ _("Use these keys")|tojson }}),
    make("button", { onclick: () => dialog.close() }, HELP.Esc),
  );
  document.body.append(dialog);
  find("footer")?.append(make("button", { className: "notes-help", onclick: open }, KEYS));

  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (!box.checked) return event.key === "/" && event.stopImmediatePropagation();
    if (event.repeat || find("dialog[open]")) return;
    const rel = { j: "next", k: "prev" }[event.key.toLowerCase()];
    const page = find(`link[rel=${rel}]`);
    if (page) location.assign(page.href);
    else if (event.key === "?") open();
  };
  // Before the search's own handler: the choice holds for its key, too.
  addEventListener("keydown", press, true);
});
