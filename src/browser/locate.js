// "Usa la mia posizione": asks the device once, keeps nothing, and lets no more leave it than about a kilometre.

import { announce } from './announce.js';

const DECIMALS = 2;
const LONGEST_MS = 10_000;

/**
 * Shows the button and answers it.
 * @param {HTMLElement} box holds the button and a role="status"; data-waiting and data-refused are its sentences
 * @param {(lon: string, lat: string) => void} found with degrees already rounded
 * @param {() => void} refused when there is no position to have
 */
export function locate(box, found, refused) {
  const button = box.querySelector('button');
  const status = box.querySelector('[role="status"]');
  if (!button || !('geolocation' in navigator)) return;
  box.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    announce(status, box.dataset.waiting ?? '');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found(coords.longitude.toFixed(DECIMALS), coords.latitude.toFixed(DECIMALS)),
      () => {
        button.disabled = false;
        announce(status, box.dataset.refused ?? '');
        refused();
      },
      { enableHighAccuracy: false, timeout: LONGEST_MS, maximumAge: 600_000 },
    );
  });
}
