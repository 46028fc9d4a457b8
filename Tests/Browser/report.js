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
  const operations = new Set(data.names);
  send("pointermove", box().left + 64 + (box().width - 64) / 2, box().top + 22 + 30 * (rows - 1 - 4) + 15);
  send("pointerleave", 0, 0);
  expect(tip.hidden, "the tip stays");

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
