// Says a sentence to everyone: on the screen and, through a live region, to screen readers.

/**
 * Puts a text into a live region. The same text again is not repeated.
 * @param {Element | null} region an element with role="status"
 * @param {string} text
 */
export function announce(region, text) {
  if (region && region.textContent !== text) region.textContent = text;
}
