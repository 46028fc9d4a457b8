// Uses the timeline of a report and leaves "passed", or what went wrong, in the page.
(function () {
  "use strict";
  const view = document.getElementById("view"), tip = document.getElementById("tip");
  const data = JSON.parse(document.getElementById("data").textContent);
  const expect = (fact, text) => { if (!fact) window.faults.push(text); };
  const shown = () => [Number(view.dataset.from), Number(view.dataset.to)];
  const box = () => view.getBoundingClientRect();
  const send = (kind, x, y, more = {}) => view.dispatchEvent(
    new PointerEvent(kind, { clientX: x, clientY: y, bubbles: true, pointerId: 1, ...more }));

  // Nothing is wider than the window, and only marked parts scroll sideways.
  const page = document.documentElement;
  expect(page.scrollWidth <= window.innerWidth, `the page is ${page.scrollWidth} wide in ${window.innerWidth}`);

  // Every picture is drawn; its labels are inside it, and none lies upon another.
  for (const picture of document.querySelectorAll("svg")) {
    const title = picture.getAttribute("aria-label"), frame = picture.getBoundingClientRect();
    const labels = [...picture.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
    expect(frame.height > 30 && labels.length > 0, `${title}: is not drawn`);
    expect(picture.querySelector("path, rect, circle") !== null, `${title}: is empty`);
    labels.forEach(([text, at], index) => {
      const inside = at.left >= frame.left - 1 && at.right <= frame.right + 1 && at.top >= frame.top - 1
        && at.bottom <= frame.bottom + 1;
      expect(inside, `${title}: "${text}" is cut off`);
      for (const [other, place] of labels.slice(index + 1)) {
        const apart = at.right <= place.left || place.right <= at.left || at.bottom <= place.top + 2
          || place.bottom <= at.top + 2;
        expect(apart, `${title}: "${text}" lies upon "${other}"`);
      }
    });
    // Shapes have a colour of their own: one that the style forgot would be black.
    for (const shape of picture.querySelectorAll("rect, circle, path[class^=fill]")) {
      const color = getComputedStyle(shape).fill;
      expect(color !== "rgb(0, 0, 0)", `${title}: a shape of the style "${shape.getAttribute("class")}" is black`);
    }
  }
  for (const swatch of document.querySelectorAll(".swatch")) {
    expect(getComputedStyle(swatch).backgroundColor !== "rgba(0, 0, 0, 0)", `no colour for ${swatch.className}`);
  }

  // The timeline is there and shows the whole run in several colours.
  expect(!view.hidden && view.width > 0, "the timeline is hidden");
  expect(shown()[0] === 0 && shown()[1] === data.cycles, `the timeline begins with ${shown()}`);
  const pixels = view.getContext("2d").getImageData(0, 0, view.width, view.height).data;
  const colors = new Set();
  for (let i = 0; i < pixels.length; i += 4 * 7) colors.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
  expect(colors.size > 3, `the timeline has ${colors.size} colours`);

  // Hovering over every row finds a slice and says what it is.
  const rows = Math.round((box().height - 22) / 30);
  const found = new Set();
  for (let row = 0; row < rows; row++) {
    for (let part = 1; part < 40; part++) {
      const x = box().left + 64 + (box().width - 64) * part / 40;
      send("pointermove", x, box().top + 22 + 30 * row + 15);
      if (tip.hidden) continue;
      found.add(row);
      expect(/cycles [\d,]+ to [\d,]+/.test(tip.textContent), `the tip says ${tip.textContent}`);
      const place = tip.getBoundingClientRect();
      expect(place.left >= 0 && place.right <= window.innerWidth, `the tip is at ${place.left} to ${place.right}`);
    }
  }
  expect(found.size === rows, `only ${[...found]} of ${rows} rows say something`);
  send("pointerleave", 0, 0);
  expect(tip.hidden, "the tip stays");

  // The longest operation of each unit, hovered over in its middle, says its name, its cycles and where it belongs.
  const outer = rows - data.tracks.length;
  data.tracks.forEach((track, place) => {
    let begin = 0, longest = { length: 0 };
    for (let i = 0; i < track.slices.length; i += 11) {
      const [start, length, name, , stage, layer] = track.slices.slice(i, i + 6);
      begin += start;
      if (length > longest.length) longest = { begin, length, name, stage, layer };
    }
    if (longest.length < data.cycles / 1000) return;
    const middle = (longest.begin + longest.length / 2) / data.cycles;
    send("pointermove", box().left + 64 + (box().width - 64) * middle, box().top + 22 + 30 * (outer + place) + 15);
    const number = value => value.toLocaleString("en");
    const lines = tip.hidden ? [] : tip.textContent.split("\n");
    const cycles = `cycles ${number(longest.begin)} to ${number(longest.begin + longest.length)}`;
    expect((lines[0] || "").startsWith(data.names[longest.name]), `${track.name}: the tip says ${lines}`);
    expect(lines.some(line => line.startsWith(cycles)), `${track.name}: the tip does not say ${cycles}: ${lines}`);
    if (longest.stage >= 0 && longest.layer >= 0) {
      const place = `${data.names[longest.stage]}.${data.names[longest.layer]}`;
      expect(lines.some(line => line.startsWith(place)), `${track.name}: the tip does not say ${place}: ${lines}`);
    }
  });
  send("pointerleave", 0, 0);

  // Buttons, keys, wheel and dragging zoom; a double click shows all again.
  document.getElementById("in").click();
  expect(shown()[1] - shown()[0] <= data.cycles / 2 + 1, `after zooming in ${shown()}`);
  const before = shown();
  document.getElementById("left").click();
  expect(shown()[0] < before[0], "the button does not move the view");
  document.getElementById("all").click();
  view.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }));
  expect(shown()[1] - shown()[0] <= data.cycles / 2 + 1, `after the key ${shown()}`);
  view.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  expect(shown()[1] - shown()[0] === data.cycles, "a double click does not show all");
  const wheel = { deltaY: -100, ctrlKey: true, clientX: box().left + 200, bubbles: true, cancelable: true };
  view.dispatchEvent(new WheelEvent("wheel", wheel));
  expect(shown()[1] - shown()[0] < data.cycles, "the wheel does not zoom");
  view.dispatchEvent(new WheelEvent("wheel", { ...wheel, ctrlKey: false }));
  document.getElementById("all").click();
  const y = box().top + 40, from = box().left + 64 + (box().width - 64) * 0.25, to = from + (box().width - 64) * 0.25;
  send("pointerdown", from, y, { button: 0 });
  send("pointermove", to, y);
  send("pointerup", to, y);
  const close = (a, b) => Math.abs(a - b) <= data.cycles * 0.01 + 2;
  expect(close(shown()[0], data.cycles / 4) && close(shown()[1], data.cycles / 2), `dragging shows ${shown()}`);
  for (let i = 0; i < 40; i++) document.getElementById("in").click();
  expect(shown()[1] - shown()[0] >= 20, "zooming in has no end");

  const outcome = document.createElement("pre");
  outcome.id = "outcome";
  outcome.textContent = window.faults.length === 0 ? "passed" : window.faults.slice(0, 5).join("; ");
  document.body.append(outcome);
})();
