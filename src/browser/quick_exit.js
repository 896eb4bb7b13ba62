// Leaves a delicate page in one step: the page is replaced in the history, so that "back" does not return to it.
// Without this script the link is an ordinary link to the start page.

for (const link of document.querySelectorAll('a[data-quick-exit]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    window.location.replace(/** @type {HTMLAnchorElement} */ (link).href);
  });
}
