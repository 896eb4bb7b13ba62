// Shows the button that prints the page. It is hidden in the page itself, because without this script it would do nothing.

for (const button of document.querySelectorAll('button[data-print]')) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
