// The town's map that moves, in the place of its picture; the list of shops below says the same without it.
// Shops whose pins would lie on one another share one pin with their number.
"use strict";
for (const figure of document.querySelectorAll("figure[data-tiles]")) {
  if (!window.L) break;
  const words = figure.dataset;
  const [south, west, north, east] = words.box.split(",").map(Number);
  const bounds = L.latLngBounds([south, west], [north, east]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const box = document.createElement("div");
  box.className = "plane";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.label);
  figure.querySelector("img").replaceWith(box);

  const map = L.map(box, {
    minZoom: 11, maxZoom: 18, zoomControl: false, attributionControl: false, fadeAnimation: !still,
    zoomAnimation: !still, markerZoomAnimation: !still, inertia: !still, scrollWheelZoom: false,
    maxBounds: bounds.pad(0.5),
  });
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const [sign, name, step] of [["+", words.near, 1], ["−", words.far, -1]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => map.setZoom(map.getZoom() + step));
    bar.append(button);
  }
  box.before(bar);
  L.tileLayer(words.tiles, { minZoom: 11, maxZoom: 18, keepBuffer: 1 }).addTo(map);
  map.fitBounds(bounds);

  const pins = L.layerGroup().addTo(map);
  let shops = [];

  function list(group) {
    const links = document.createElement("ul");
    for (const shop of group.shops) {
      const link = document.createElement("a");
      link.href = words.shop + shop.properties.retailer + words.query;
      link.textContent = shop.properties.name;
      const item = document.createElement("li");
      item.append(link, shop.properties.street ? " " + shop.properties.street : "");
      links.append(item);
    }
    return links;
  }

  function draw() {
    pins.clearLayers();
    const groups = [];
    for (const shop of shops) {
      const [longitude, latitude] = shop.geometry.coordinates;
      const at = map.project([latitude, longitude]);
      const near = groups.find((group) => group.at.distanceTo(at) < 44);
      if (near) near.shops.push(shop); else groups.push({ at, place: [latitude, longitude], shops: [shop] });
    }
    groups.sort((a, b) => a.at.y - b.at.y);
    for (const group of groups) {
      const count = group.shops.length;
      const name = count === 1 ? group.shops[0].properties.name : words.many.replace("{count}", count);
      const icon = L.divIcon({ className: "pin", iconSize: [32, 32] });
      const pin = L.marker(group.place, { icon, title: name, autoPanOnFocus: true }).bindPopup(list(group), {
        maxHeight: 200, closeButton: false,
      });
      pins.addLayer(pin);
      pin.getElement().setAttribute("aria-label", name);
      if (count > 1) pin.getElement().dataset.count = count;
    }
  }

  map.on("zoomend", draw);
  map.on("popupopen", (event) => {
    event.popup.getElement().querySelector("a[href]")?.focus();
  });
  map.on("popupclose", (event) => event.popup._source?.getElement()?.focus());
  fetch(words.shops).then((answer) => answer.json()).then((found) => {
    shops = found.features;
    draw();
  }).catch(() => {});
}
