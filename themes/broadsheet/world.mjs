// Makes static/world.svg, the ground of a place's locator: Natural Earth's coasts and borders (public domain)
// on a plate carrée of 4 units a degree, so that a template finds a point by ((longitude + 180) * 4, (90 - latitude) * 4).
// Run: npm install --no-save world-atlas@2.0.2 topojson-client@3.1.0 d3-geo@3.1.1 && node themes/broadsheet/world.mjs > themes/broadsheet/static/world.svg
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(process.cwd() + "/");
const { feature, mesh } = require("topojson-client");
const { geoEquirectangular, geoStream } = await import(join(process.cwd(), "node_modules/d3-geo/src/index.js"));
const world = require("world-atlas/countries-110m.json");
const land = require("world-atlas/land-110m.json");
const UNITS = 4;

// d3 cuts what crosses the 180th meridian; drawn as it stands, Russia would run back round the whole world.
const projection = geoEquirectangular().scale((UNITS * 180) / Math.PI).translate([180 * UNITS, 90 * UNITS]).precision(0);

function lines(geometry) {
  const found = [];
  const sink = {
    point: (x, y) => found.at(-1).push([Math.round(x), Math.round(y)]),
    lineStart: () => found.push([]), lineEnd: () => {}, polygonStart: () => {}, polygonEnd: () => {}, sphere: () => {},
  };
  geoStream(geometry, projection.stream(sink));
  return found;
}

function path(line, close) {
  const points = line.filter((p, i, all) => !i || p.join() !== all[i - 1].join());
  if (points.length < (close ? 4 : 2)) return "";
  const steps = points.slice(1).map(([x, y], i) => [x - points[i][0], y - points[i][1]]);
  const numbers = steps.flat().map((n, i) => (n < 0 || i === 0 ? "" : " ") + n).join("");
  return `M${points[0].join(" ")}l${numbers}${close ? "z" : ""}`;
}

const coasts = lines(feature(land, land.objects.land));
const borders = lines(mesh(world, world.objects.countries, (a, b) => a !== b));

console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1440 720" width="1440" height="720">
<!-- Natural Earth 1:110m (public domain), made by themes/broadsheet/world.mjs -->
<path fill="#a89d86" fill-opacity=".5" d="${coasts.map((line) => path(line, true)).join("")}"/>
<path fill="none" stroke="#8b826f" stroke-opacity=".55" stroke-width="1" d="${borders.map((line) => path(line, false)).join("")}"/>
</svg>`);
