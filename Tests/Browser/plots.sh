#!/bin/sh
# Opens the pictures of sweeps in Chromium, light and dark, and checks the boxes it draws:
#
#     sh Tests/Browser/plots.sh SYSTOLE
#
# Set KEEP to a folder to find the pictures, and what the browser shows of them, there afterwards.
set -eu

systole=$1
here=$(dirname "$0")
folder=${KEEP:-$(mktemp -d)}
mkdir -p "$folder"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$folder"' EXIT

sh "$here/../Checks/install.sh" chromium -- chromium fonts-dejavu-core

browse() {
    timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking \
        --user-data-dir="$folder/profile" "$@" 2>/dev/null
}

failures=0
# draw NAME SERIES ARGUMENT...: a sweep whose picture must show so many series in each panel.
draw() {
    name=$1
    series=$2
    shift 2
    "$systole" sweep "$@" --format csv --output "$folder/$name.csv" --plot "$folder/$name.svg"
    awk -v picture="$folder/$name.svg" '
        /<!-- picture -->/ { print "<div id=\"picture\">"; while ((getline line < picture) > 0) print line; print "</div>"; next }
        { print }' "$here/plots.html" > "$folder/$name.html"
    for theme in light dark; do
        option=--blink-settings=preferredColorScheme=1
        [ "$theme" = light ] || option=--blink-settings=preferredColorScheme=0
        findings=$(browse $option --dump-dom "file://$folder/$name.html" |
            sed -n '/<pre id="findings">/,/<\/pre>/p' | sed -e 's/<[^>]*>//g')
        expected="bytes: $series series
cycles: $series series
ground: $theme"
        if [ "$(echo "$findings" | sed '/^checked [0-9]/d')" != "$expected" ] || ! echo "$findings" | grep -q '^checked'; then
            echo "$name, $theme: expected" >&2
            echo "$expected" >&2
            echo "found" >&2
            echo "$findings" >&2
            failures=$((failures + 1))
        fi
        browse $option --window-size=1200,800 --screenshot="$folder/$name-$theme.png" "file://$folder/$name.svg" || true
    done
    # The picture itself, not embedded, must be well-formed: a browser shows nothing but an error otherwise.
    if browse --dump-dom "file://$folder/$name.svg" | grep -q parsererror; then
        echo "$name: is not well-formed" >&2
        failures=$((failures + 1))
    fi
}

modes=$("$systole" simulate --help | tr '\n' ' ' | sed -n 's/.*One of \(layer-by-layer[^.]*\)\..*/\1/p' |
    sed -e 's/ or /,/' -e 's/ //g')
count=$(echo "$modes" | tr ',' '\n' | grep -c .)
draw modes "$count" --vary sram.capacity=1MiB...128MiB:x2 --vary "residency=$modes"
draw one 1 --vary sram.capacity=1MiB...128MiB:x1.3
draw linear 2 --vary sram.capacity=32MiB...64MiB:+4MiB --vary residency=layer-by-layer,resident
draw rows 4 --vary array.rows=16...256:x2 --vary array.columns=16,32,64,128
draw bandwidth 12 --set memory.kind=ideal --vary "memory.bandwidth=16GB/s...512GB/s:x2" \
    --vary array.rows=32,64,128 --vary array.columns=32,48,64,96
draw steps 2 --vary model.steps=1...10 --vary model.hoistCrossAttentionKV=true,false
[ "$failures" -eq 0 ] || exit 1
echo "plots: 6 pictures, light and dark: no faults"
