#!/bin/sh
# Opens reports in headless Chromium, wide and narrow, light and dark, and uses their timeline as a reader would.
#
#     sh Tests/Browser/report.sh SYSTOLE
#
# With SCREENSHOTS=FOLDER it also leaves pictures of the pages there, to be looked at.
set -eu
systole=$1
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
failures=0

sh "$here/../Checks/install.sh" chromium -- chromium fonts-dejavu-core

fail() {
    echo "report.sh: $*" >&2
    failures=$((failures + 1))
}

chromium() {
    timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking \
        --user-data-dir="$folder/profile" --enable-logging=stderr "$@" 2> "$folder/log" || fail "chromium ended with $?"
}

# A page, with a script at its end that uses it and writes down what it saw.
look() {
    page=$1 width=$2 scheme=$3 name=$4
    chromium --window-size="$width,900" --blink-settings=preferredColorScheme="$scheme" --virtual-time-budget=4000 \
        --dump-dom "file://$folder/driven-$page" > "$folder/dom"
    grep -q '<pre id="outcome">passed' "$folder/dom" ||
        fail "$name: $(sed -n 's/.*<pre id="outcome">\(.*\)/\1/p' "$folder/dom" | head -5)"
    if grep CONSOLE "$folder/log"; then fail "$name: messages on the console"; fi
    if [ -n "${SCREENSHOTS:-}" ]; then
        chromium --window-size="$width,3600" --blink-settings=preferredColorScheme="$scheme" \
            --screenshot="$SCREENSHOTS/$name.png" "file://$folder/$page"
    fi
}

"$systole" report --output "$folder/smolvla.html"
"$systole" report "$here/../../Workloads/tiny.json" --residency belady --accelerator edge --output "$folder/tiny.html"
"$systole" report "$here/../../Workloads/derivation.json" --residency pinned --set run.inferences=3 \
    --output "$folder/loop.html"

grep -q '<section id="document">' "$folder/smolvla.html" || fail "the document's figures are missing"
grep -q 'systole report --output' "$folder/smolvla.html" || fail "the command is missing"

for page in smolvla.html tiny.html loop.html; do
    size=$(wc -c < "$folder/$page")
    [ "$size" -lt 2000000 ] || fail "$page has $size bytes"
    for section in stages timeline overview residency roofline sram machine workload; do
        grep -q "<section id=\"$section\">" "$folder/$page" || fail "$page has no section \"$section\""
    done
    # In a frame that runs no scripts all pictures are there, and the timeline says why it is not.
    {
        printf '%s' '<iframe sandbox="allow-same-origin" width="1200" height="900" srcdoc="'
        sed -e 's/&/\&amp;/g' -e 's/"/\&quot;/g' "$folder/$page"
        echo '"></iframe>'
        cat "$here/without-script.html"
    } > "$folder/without-script.html"
    chromium --virtual-time-budget=4000 --dump-dom "file://$folder/without-script.html" > "$folder/dom"
    grep -q '<pre id="outcome">passed' "$folder/dom" ||
        fail "$page without scripts: $(sed -n 's/.*<pre id="outcome">\(.*\)/\1/p' "$folder/dom" | head -5)"
    if grep -nE '(src|href)=|url\(|@import|https?://' "$folder/$page" | cut -c 1-120 | grep .; then
        fail "$page refers to something outside itself"
    fi
    # Errors count from before the page's own script runs.
    sed -e "s|<head>|<head><script>window.faults = []; window.addEventListener('error', e => faults.push(e.message));</script>|" \
        "$folder/$page" > "$folder/driven-$page"
    { echo "<script>"; cat "$here/report.js"; echo "</script>"; } >> "$folder/driven-$page"
    for scheme in light dark; do
        number=$([ $scheme = light ] && echo 1 || echo 0)
        look "$page" 1280 "$number" "${page%.html}-wide-$scheme"
        look "$page" 500 "$number" "${page%.html}-narrow-$scheme"
    done
done
[ "$failures" -eq 0 ] || exit 1
echo "reports: 3 pages in wide and narrow windows, light and dark: no faults"
