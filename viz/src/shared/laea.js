/**
 * The European equal-area projection (ETRS89-LAEA, EPSG:3035), so that areas can be compared.
 * Source: Snyder, Map Projections, a Working Manual (USGS 1395), chapter 24, ellipsoid.
 */
const A = 6_378_137;
const F = 1 / 298.257_222_101;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const [LAT0, LON0] = [52, 10].map((degrees) => (degrees * Math.PI) / 180);
const [EAST0, NORTH0] = [4_321_000, 3_210_000];

/** @param {number} latitude in radians */
function authalic(latitude) {
  const s = E * Math.sin(latitude);
  return (1 - E2) * (Math.sin(latitude) / (1 - s * s) - Math.log((1 - s) / (1 + s)) / (2 * E));
}

const QP = authalic(Math.PI / 2);
const RQ = A * Math.sqrt(QP / 2);
const BETA0 = Math.asin(authalic(LAT0) / QP);
const D = (A * Math.cos(LAT0)) / (Math.sqrt(1 - E2 * Math.sin(LAT0) ** 2) * RQ * Math.cos(BETA0));

/**
 * Project a place on Earth to metres east and north.
 *
 * @param {number} longitude in degrees
 * @param {number} latitude
 * @returns {[number, number]}
 */
export function projectPlace(longitude, latitude) {
  const turn = (longitude * Math.PI) / 180 - LON0;
  const beta = Math.asin(authalic((latitude * Math.PI) / 180) / QP);
  const b =
    RQ *
    Math.sqrt(
      2 /
        (1 + Math.sin(BETA0) * Math.sin(beta) + Math.cos(BETA0) * Math.cos(beta) * Math.cos(turn)),
    );
  return [
    EAST0 + b * D * Math.cos(beta) * Math.sin(turn),
    NORTH0 +
      (b / D) *
        (Math.cos(BETA0) * Math.sin(beta) - Math.sin(BETA0) * Math.cos(beta) * Math.cos(turn)),
  ];
}
