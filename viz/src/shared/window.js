/**
 * The part of the European projection that maps show, in kilometres (EPSG:3035 / 1000): from
 * Iceland to the Caspian Sea and from Spitsbergen's south to the north of Africa.
 */
export const WINDOW = { west: 2350, north: 5600, width: 5200, height: 4650 };
