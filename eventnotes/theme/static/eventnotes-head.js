// Sets the stored colour scheme before the page is rendered, to avoid a flash.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const scheme = localStorage.getItem("eventnotes-scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  } catch {
    // Storage is blocked: use the system's colour scheme.
  }
})();
