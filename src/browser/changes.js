// Listens to /changes while the page is seen, and says when what is public has moved. Many maps are open at once:
// each waits a moment of its own before it asks again.

/** Longest wait before asking again, milliseconds, so that not all maps ask at the same moment. */
const SPREAD_MS = 500;
/** First and longest pause after the server has refused to be listened to. */
const PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

/** @typedef {{ centres: string, territory: string }} Versions */

/**
 * Follows the versions of the data until the page goes away.
 * @param {(moved: { centres: boolean, territory: boolean }) => void} changed
 */
export function followChanges(changed) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {Versions | undefined} what the page shows */
  let shown;
  /** @type {Versions | undefined} what stands now */
  let standing;
  let telling = 0;
  let coming = 0;
  let pause = PAUSE_MS;

  const tell = () => {
    telling = 0;
    if (!shown || !standing) return;
    const moved = { centres: shown.centres !== standing.centres, territory: shown.territory !== standing.territory };
    shown = standing;
    if (moved.centres || moved.territory) changed(moved);
  };

  const listen = () => {
    clearTimeout(coming);
    if (source || document.hidden) return;
    source = new EventSource('/changes');
    source.addEventListener('versions', (event) => {
      pause = PAUSE_MS;
      standing = /** @type {Versions} */ (JSON.parse(event.data));
      // The map has asked for its tiles at about this moment: it shows what stands.
      shown ??= standing;
      if (!telling) telling = setTimeout(tell, Math.random() * SPREAD_MS);
    });
    source.addEventListener('error', () => {
      // A lost connection comes back by itself; a refusal does not.
      if (source?.readyState !== EventSource.CLOSED) return;
      source = undefined;
      coming = setTimeout(listen, pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };

  const rest = () => {
    clearTimeout(coming);
    source?.close();
    source = undefined;
  };

  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : listen()));
  addEventListener('pagehide', rest);
  // Back from the browser's memory of pages.
  addEventListener('pageshow', listen);
  listen();
}
