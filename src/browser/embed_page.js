// Inside the frame of another site: the list first, the map when it is asked for, the height told to the frame.

import { canDraw } from './map_view.js';
import { SplitView } from './split_view.js';

/** Tells the frame how high the list would like to be. Nothing else leaves. */
function tellHeight() {
  if (window.parent === window) return;
  const list = document.querySelector('[data-list]');
  if (!(list instanceof HTMLElement)) return;
  const around = document.body.scrollHeight - list.clientHeight;
  const height = Math.ceil(list.scrollHeight + Math.max(around, 0));
  window.parent.postMessage({ type: 'centri:height', height }, '*');
}

const view = new SplitView({
  words: { part: 'part', list: 'list', site: 'site', open: 'site', box: 'bbox' },
  wide: '(min-width: 40.01rem)',
  hash: false,
  outward: true,
  changed: tellHeight,
});

const button = document.querySelector('[data-load-map]');
if (button instanceof HTMLButtonElement && canDraw()) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    await view.draw();
    button.remove();
    view.map?.getCanvas().focus({ preventScroll: true });
  });
} else {
  document.body.classList.add('only-list');
}
// The phone's switch asks for the map as well.
document.querySelector('[data-show="map"]')?.addEventListener('click', () => button?.remove());

tellHeight();
addEventListener('resize', tellHeight);
