#!/bin/sh
# Every relative link of every Markdown file leads to a file of the repository. Reads what git tracks or, outside a
# clone, what is there; code blocks and code spans hold no links.
set -eu

if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    files=$(git ls-files --cached --others --exclude-standard -- '*.md')
else
    files=$(find . -name '.build*' -prune -o -name '*.md' -print)
fi

failures=0
IFS='
'
for file in $files; do
    [ -f "$file" ] || continue
    links=$(awk '
        /^[ \t]*(```|~~~)/ { inCode = !inCode; next }
        inCode { next }
        {
            gsub(/`[^`]*`/, "")
            while (match($0, /\]\([^()]*(\([^()]*\)[^()]*)*\)/)) {
                print FNR ":" substr($0, RSTART + 2, RLENGTH - 3)
                $0 = substr($0, RSTART + RLENGTH)
            }
            if (match($0, /^[ \t]*\[[^]]+\]:[ \t]*/)) print FNR ":" substr($0, RLENGTH + 1)
        }
    ' "$file")
    for entry in $links; do
        line=${entry%%:*}
        link=${entry#*:}
        link=${link%% \"*}
        link=${link#<}
        link=${link%>}
        case $link in
            http://* | https://* | mailto:* | '#'* | '') continue ;;
        esac
        target=$(printf '%s' "${link%%#*}" | sed 's/%20/ /g')
        case $target in
            /*) place=.$target ;;
            *) place=$(dirname "$file")/$target ;;
        esac
        if [ ! -e "$place" ]; then
            echo "$file:$line: the link \"$link\" leads nowhere" >&2
            failures=$((failures + 1))
        fi
    done
done
[ "$failures" -eq 0 ]
