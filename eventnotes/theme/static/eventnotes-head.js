// Runs before the page is shown, so that the colours chosen earlier never flash.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const scheme = localStorage.getItem("eventnotes-scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  } catch {
    // Storage is forbidden: the system's colours stay.
  }
})();
