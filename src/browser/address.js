// The part of the address after the number sign: which piece of the map is in view and which sites are open.
// MapLibre writes its own entry there; slashes stay as they are, so that both can read it.

/** @returns {Map<string, string>} */
function entries() {
  const parts = location.hash.slice(1).split('&').filter(Boolean);
  return new Map(parts.map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  }));
}

/**
 * Reads one entry.
 * @param {string} name
 * @returns {string}
 */
export function entry(name) {
  return entries().get(name) ?? '';
}

/**
 * Writes one entry, or takes it away when the value is empty. Leaves no trace in the history.
 * @param {string} name
 * @param {string} value
 */
export function setEntry(name, value) {
  const all = entries();
  if (value) all.set(name, value);
  else all.delete(name);
  const hash = [...all].map(([key, one]) => (one ? `${key}=${one}` : key)).join('&');
  history.replaceState(history.state, '', `${location.pathname}${location.search}${hash ? `#${hash}` : ''}`);
}
