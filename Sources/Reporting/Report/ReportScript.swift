/// The script that draws the timeline of a report. Without it the page keeps all its other pictures.
enum ReportScript {
    static let timeline = #"""
        (function () {
          "use strict";
          const data = JSON.parse(document.getElementById("data").textContent);
          const view = document.getElementById("view");
          const tip = document.getElementById("tip");
          const range = document.getElementById("range");
          const pen = view.getContext("2d");
          const fields = 11, rowHeight = 30, head = 22, margin = 64;
          const end = Math.max(1, data.cycles);
          let from = 0, to = end, marked = null;

          // Times are stored relative to the slice before.
          for (const track of data.tracks) {
            const slices = track.slices;
            for (let i = fields; i < slices.length; i += fields) slices[i] += slices[i - fields];
          }
          // The hierarchy above operations: neighbours on the first track that share a stage, an iteration, a layer.
          function outer(title, category, key, name) {
            const source = data.tracks[0].slices, slices = [];
            let last = null;
            for (let i = 0; i < source.length; i += fields) {
              const next = key(source, i);
              if (next === null) { last = null; continue; }
              if (next !== last) {
                slices.push(source[i], 0, name(source, i), category, source[i + 4], source[i + 5], source[i + 6], 0, 0, 0, 1);
              }
              last = next;
              const at = slices.length - fields;
              slices[at + 1] = source[i] + source[i + 1] - slices[at];
              slices[at + 9] += source[i + 9];
            }
            return { name: title, slices };
          }
          const step = index => { data.names.push("iteration " + index); return data.names.length - 1; };
          const repeats = (s, i) => data.iterations[s[i + 4]] > 1;
          data.tracks.unshift(
            outer("stage", data.categories.indexOf("stage"), (s, i) => s[i + 4], (s, i) => s[i + 4]),
            outer("step", data.categories.indexOf("iteration"),
              (s, i) => repeats(s, i) ? s[i + 4] + " " + s[i + 6] : null, (s, i) => step(s[i + 6])),
            outer("layer", data.categories.indexOf("layer"),
              (s, i) => s[i + 4] + " " + s[i + 6] + " " + s[i + 5], (s, i) => s[i + 5]));
          data.tracks = data.tracks.filter(track => track.slices.length > 0);
          const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
          const names = { product: "--cache", vector: "--teal", operation: "--weights", weights: "--weights",
            activations: "--activations", keyValueCache: "--cache", inputsOutputs: "--io", spills: "--spills" };

          // The slice that ends last among those that begin before a time: they do not overlap on a track.
          function indexBefore(slices, time) {
            let low = 0, high = slices.length / fields;
            while (low < high) {
              const middle = (low + high) >> 1;
              if (slices[middle * fields] <= time) low = middle + 1; else high = middle;
            }
            return low - 1;
          }

          function draw() {
            const width = view.clientWidth, height = head + rowHeight * data.tracks.length;
            const ratio = window.devicePixelRatio || 1;
            view.style.height = height + "px";
            view.width = Math.round(width * ratio);
            view.height = Math.round(height * ratio);
            pen.setTransform(ratio, 0, 0, ratio, 0, 0);
            pen.clearRect(0, 0, width, height);
            const scale = (width - margin) / (to - from);
            const colors = data.categories.map(name => style(names[name] || "--fill"));
            const ink = style("--ink"), quiet = style("--quiet"), rule = style("--rule"), paper = style("--paper");
            pen.font = "12px system-ui, sans-serif";
            pen.textBaseline = "middle";
            drawAxis(width, height, scale, quiet, rule);
            data.tracks.forEach((track, row) => {
              const y = head + row * rowHeight, slices = track.slices;
              pen.save();
              pen.beginPath();
              pen.rect(margin, y, width - margin, rowHeight);
              pen.clip();
              let painted = -1;
              for (let i = Math.max(0, indexBefore(slices, from)); i * fields < slices.length; i++) {
                const at = i * fields, begin = slices[at], length = slices[at + 1];
                if (begin > to) break;
                // Whole pixels, so that many short slices do not fade; of those that share a pixel one is enough.
                const x = margin + (begin - from) * scale;
                const left = Math.max(Math.floor(x), painted);
                const right = Math.max(left + (x >= painted ? 1 : 0), Math.round(x + length * scale));
                if (right <= painted) continue;
                pen.fillStyle = colors[slices[at + 3]];
                pen.fillRect(left, y + 3, right - left, rowHeight - 6);
                painted = right;
                if (right - x > 30) {
                  pen.fillStyle = paper;
                  pen.fillRect(right - 1, y + 3, 1, rowHeight - 6);
                  label(data.names[slices[at + 2]], Math.max(x, margin) + 4, y + rowHeight / 2,
                    right - Math.max(x, margin) - 8, paper);
                }
              }
              pen.restore();
              pen.fillStyle = ink;
              pen.fillText(track.name, 0, y + rowHeight / 2, margin - 4);
            });
            if (marked) {
              pen.globalAlpha = 0.25;
              pen.fillStyle = ink;
              pen.fillRect(Math.min(marked.from, marked.to), head, Math.abs(marked.to - marked.from), height - head);
              pen.globalAlpha = 1;
            }
            range.textContent = "cycles " + Math.round(from).toLocaleString("en") + " to "
              + Math.round(to).toLocaleString("en");
            view.dataset.from = Math.round(from);
            view.dataset.to = Math.round(to);
          }

          function label(text, x, y, room, color) {
            if (pen.measureText(text).width > room) return;
            pen.fillStyle = color;
            pen.fillText(text, x, y);
          }

          function drawAxis(width, height, scale, quiet, rule) {
            const rough = (to - from) / Math.max(2, (width - margin) / 110);
            const power = Math.pow(10, Math.floor(Math.log10(rough)));
            const step = Math.max(1, power * (rough > 5 * power ? 10 : rough > 2 * power ? 5 : 2));
            for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
              const x = margin + (time - from) * scale;
              pen.fillStyle = rule;
              pen.fillRect(x, head - 4, 1, height - head + 4);
              const text = time.toLocaleString("en");
              if (x + pen.measureText(text).width < width) {
                pen.fillStyle = quiet;
                pen.fillText(text, x + 3, head / 2);
              }
            }
          }

          function show(first, last) {
            const length = Math.min(end, Math.max(20, last - first));
            from = Math.max(0, Math.min(first, end - length));
            to = from + length;
            tip.hidden = true;
            draw();
          }

          function zoom(factor, center) {
            const length = (to - from) * factor;
            show(center - (center - from) * factor, center - (center - from) * factor + length);
          }

          const timeAt = x => from + (x - margin) / (view.clientWidth - margin) * (to - from);

          function hover(event) {
            const box = view.getBoundingClientRect();
            const x = event.clientX - box.left, row = Math.floor((event.clientY - box.top - head) / rowHeight);
            const track = data.tracks[row], time = timeAt(x);
            const at = track && x >= margin ? indexBefore(track.slices, time) * fields : -1;
            const slack = (to - from) / (view.clientWidth - margin);
            if (at < 0 || track.slices[at] + track.slices[at + 1] + slack < time) { tip.hidden = true; return; }
            tip.textContent = describe(track.slices, at);
            tip.hidden = false;
            const left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
            const under = event.clientY + 16, above = event.clientY - tip.offsetHeight - 10;
            tip.style.left = Math.max(4, left) + "px";
            tip.style.top = (under + tip.offsetHeight > window.innerHeight ? Math.max(4, above) : under) + "px";
          }

          function describe(slices, at) {
            const [begin, length, name, category, stage, layer, iteration, working, waiting, bytes, count] =
              slices.slice(at, at + fields);
            const number = value => value.toLocaleString("en");
            const lines = [data.names[name] + (count > 1 ? " and " + (count - 1) + " more" : "")];
            if (stage >= 0 && layer >= 0) {
              lines.push(data.names[stage] + "." + data.names[layer]
                + (data.iterations[stage] > 1 ? ", iteration " + iteration : ""));
            }
            lines.push("cycles " + number(begin) + " to " + number(begin + length) + " (" + number(length) + ")");
            if (working) lines.push("busy " + number(working) + ", waiting " + number(waiting));
            if (bytes) lines.push(number(bytes) + " B of HBM traffic");
            lines.push(data.categories[category]);
            return lines.join("\n");
          }

          view.addEventListener("pointermove", event => {
            if (marked) { marked.to = event.clientX - view.getBoundingClientRect().left; draw(); } else hover(event);
          });
          view.addEventListener("pointerleave", () => { tip.hidden = true; });
          view.addEventListener("pointerdown", event => {
            if (event.button !== 0) return;
            const x = event.clientX - view.getBoundingClientRect().left;
            marked = { from: x, to: x };
            try { view.setPointerCapture(event.pointerId); } catch (error) { /* A pointer that a script made up. */ }
          });
          view.addEventListener("pointercancel", () => { marked = null; draw(); });
          view.addEventListener("pointerup", event => {
            if (!marked) return;
            const first = Math.min(marked.from, marked.to), last = Math.max(marked.from, marked.to);
            marked = null;
            if (last - first > 4) show(timeAt(Math.max(margin, first)), timeAt(last)); else { draw(); hover(event); }
          });
          view.addEventListener("dblclick", () => show(0, end));
          view.addEventListener("wheel", event => {
            if (!event.ctrlKey && !event.metaKey) return;
            event.preventDefault();
            zoom(event.deltaY < 0 ? 0.7 : 1 / 0.7, timeAt(event.clientX - view.getBoundingClientRect().left));
          }, { passive: false });
          const actions = {
            in: () => zoom(0.5, (from + to) / 2), out: () => zoom(2, (from + to) / 2), all: () => show(0, end),
            left: () => show(from - (to - from) / 3, to - (to - from) / 3),
            right: () => show(from + (to - from) / 3, to + (to - from) / 3)
          };
          for (const id in actions) document.getElementById(id).addEventListener("click", actions[id]);
          const keys = { "+": "in", "=": "in", "-": "out", "0": "all", ArrowLeft: "left", ArrowRight: "right" };
          view.addEventListener("keydown", event => {
            if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            actions[keys[event.key]]();
          });
          window.addEventListener("resize", draw);
          window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
          view.hidden = false;
          document.getElementById("controls").hidden = false;
          draw();
        })();

        """#
}
