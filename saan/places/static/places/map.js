// The marks of the sketch on a map that can be moved; without script, or without Leaflet, the sketch stays.
const SHAPES = {
  safe: "M2 2h16v16H2z", creative: "M10 1a9 9 0 1 1 0 18a9 9 0 1 1 0-18z", learning: "m10 1 9 17H1z",
  communication: "m10 0 10 10-10 10L0 10z",
};
const SVG = "http://www.w3.org/2000/svg";

function drawn(name, about) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(about)) one.setAttribute(key, value);
  return one;
}

function markOf(pin) {
  const face = document.createElement("span"), svg = drawn("svg", {viewBox: "0 0 20 20", "aria-hidden": "true"});
  svg.append(drawn("path", {class: "m", d: SHAPES[pin.sort], ...(pin.waits ? {mask: "url(#hatch)"} : {})}));
  if (pin.waits) svg.append(drawn("path", {class: "mo", d: SHAPES[pin.sort]}));
  const number = document.createElement("b");
  number.textContent = pin.number;
  face.append(svg, number);
  return face;
}

function linkTo(pin) {
  const link = document.createElement("a");
  link.href = pin.url;
  link.textContent = pin.name;
  return link;
}

customElements.define("place-map", class extends HTMLElement {
  connectedCallback() {
    if (!window.L || this.map) return;
    const pins = JSON.parse(this.dataset.pins), ground = document.createElement("div");
    ground.className = "leafmap";
    ground.setAttribute("role", "region");
    ground.setAttribute("aria-label", this.dataset.words);
    this.querySelector("svg").remove();
    this.prepend(ground);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(ground, {
      zoomControl: false, attributionControl: false, scrollWheelZoom: false, minZoom: 5, maxZoom: 18,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
    });
    L.control.zoom({zoomInTitle: this.dataset.in, zoomOutTitle: this.dataset.out}).addTo(this.map);
    L.control.scale({imperial: false}).addTo(this.map);
    for (const pin of pins) {
      const icon = L.divIcon({className: "pin", html: markOf(pin), iconSize: [44, 44]});
      L.marker(pin.at, {icon, title: pin.name, alt: `${pin.number} ${pin.name}`}).bindPopup(linkTo(pin)).addTo(this.map);
    }
    this.map.fitBounds(L.latLngBounds(pins.map(pin => pin.at)), {padding: [40, 40], maxZoom: 15, animate: false});
  }
});
