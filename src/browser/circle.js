// A circle on the ground, for drawings.

const EARTH_M = 6_371_008.8;

/**
 * A circle as a ring of degrees, near enough for a drawing.
 * @param {number} lon @param {number} lat @param {number} radius metres
 * @returns {number[][]}
 */
export function ring(lon, lat, radius) {
  const degrees = 180 / Math.PI;
  const north = (radius / EARTH_M) * degrees;
  const east = north / Math.cos(lat / degrees);
  return Array.from({ length: 65 }, (_, step) => {
    const angle = (step / 64) * 2 * Math.PI;
    return [lon + east * Math.cos(angle), lat + north * Math.sin(angle)];
  });
}
