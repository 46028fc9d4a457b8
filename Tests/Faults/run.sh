#!/bin/bash
# What goes wrong around the command, one thing after the other, and what must be left then:
#
#     bash Tests/Faults/run.sh SYSTOLE
#
# Nothing here waits for a time: a process is ended when its output has grown by so much. Small and read-only disks need
# root to be mounted; without it they are left out, with a word. How sweeps go on afterwards is for Tests/Interruption.
set -uo pipefail

here=$(readlink -f "$(dirname "$0")")
workloads=$here/../../Workloads
folder=$(mktemp -d)
process=
mounted=

clean() {
    [ -z "$process" ] || kill -KILL "$process" 2> /dev/null
    [ -z "$mounted" ] || umount "$mounted"
    chmod -R u+w "$folder"
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 1' INT TERM HUP

# A copy, so that another user may run it.
cp "$1" "$folder/systole" || exit 1
chmod 755 "$folder" "$folder/systole"
systole=$folder/systole
mkdir "$folder/work" && cd "$folder/work" || exit 1
tiny=$folder/tiny.json
cp "$workloads/tiny.json" "$tiny"
cp "$workloads/smolvla.model.json" "$folder/model.json"

fail() {
    echo "faults: $*" >&2
    tail -n 5 messages >&2 2> /dev/null
    exit 1
}

# Names in a folder that are not the test's own: nothing half written may be among them.
leftovers() { find "${1:-.}" -name '.systole-*' -o -name '*.part'; }
nothing_left() { [ -z "$(leftovers "${2:-.}")" ] || fail "$1 leaves $(leftovers "${2:-.}")"; }
# The old text of an output, which must be there whenever the new one is not whole.
renew() { echo "what was there before" > "$1"; }
is_old() { [ "$(cat "$2")" = "what was there before" ] || fail "$1: what was there before is lost"; }
# One sentence on standard error: a line that says whose it is, and no other.
one_sentence() { [ "$(wc -l < messages)" -eq 1 ] && grep -q "^systole: $2" messages || fail "$1 says something else"; }

# fails NAME PATTERN ARGUMENT...: the command must end with 1 and one sentence.
fails() {
    local name=$1 pattern=$2
    shift 2
    "$systole" "$@" > output 2> messages < /dev/null
    local status=$?
    [ $status -eq 1 ] || fail "$name ends with $status"
    [ ! -s output ] || fail "$name writes to standard output"
    one_sentence "$name" "$pattern"
}

# Every command that writes a file, and every one that writes to standard output.
long=(trace --commands --format chrome --set model.steps=60)
writers=("simulate $tiny --format json" "trace $tiny" "trace $tiny --format perfetto" "report $tiny"
    "lower $folder/model.json" "sweep $tiny --vary sram.capacity=1MiB,2MiB --format csv")
printers=("simulate" "simulate $tiny --plan" "simulate --format csv --per-layer" "sweep $tiny --vary sram.capacity=1MiB,2MiB"
    "trace $tiny" "trace --commands" "lower $folder/model.json" "operations --format csv" "footprint"
    "check $tiny $folder/model.json" "accelerators" "accelerators edge" "probe array --m 5 --k 50 --n 500"
    "probe memory --pattern seqr:1M" "--help" "--version" "sweep --help")

# --- Signals

size() { stat -Lc %s "$1" 2> /dev/null || echo 0; }
# start ARGUMENT...: runs the command aside, as a job of its own that takes signals; leaves the name of what it writes.
start() {
    set -m
    "$systole" "$@" > output 2> messages < /dev/null &
    process=$!
    set +m
    temporary=.systole-$process-1.part
}
grow() {
    local deadline=$((SECONDS + 120))
    until [ "$(size "$temporary")" -ge "$1" ]; do
        kill -0 "$process" 2> /dev/null || fail "ends before it can be stopped"
        [ $SECONDS -lt $deadline ] || fail "$temporary does not grow"
    done
}
stop() {
    kill "-$1" "$process"
    wait "$process" 2> /dev/null
    status=$?
    process=
    [ $status -eq $((128 + $(kill -l "$1"))) ] || fail "SIG$1 ends it with $status"
}

for signal in INT TERM HUP PIPE; do
    for bytes in 0 1000000; do
        renew cut
        start "${long[@]}" --output cut
        grow $bytes
        [ $bytes -gt 0 ] || until [ -e "$temporary" ]; do kill -0 "$process" 2> /dev/null || fail "ends at once"; done
        stop $signal
        is_old "SIG$signal" cut
        nothing_left "SIG$signal"
        [ ! -s messages ] || fail "SIG$signal says something"
    done
done
echo "faults: INT, TERM, HUP and PIPE leave the old file and nothing half written"

renew cut
start "${long[@]}" --output cut
grow 1000000
stop KILL
is_old SIGKILL cut
[ "$(leftovers)" = "./$temporary" ] || fail "SIGKILL leaves other files"
"$systole" simulate "$tiny" --output cut || fail "does not write a file after SIGKILL"
"$systole" simulate "$tiny" | cmp - cut || fail "differs after SIGKILL"
rm "$temporary" cut
echo "faults: KILL leaves the old file, and a hidden part that hinders nobody"

# --- Standard descriptors

# A reader that is gone before the command begins: it ends as others do, whether or not SIGPIPE was ignored.
mkfifo pipe
for ignored in "" "PIPE"; do
    for words in "${printers[@]}"; do
        (
            [ -z "$ignored" ] || trap '' PIPE
            : < pipe &
            exec 3> pipe
            wait
            exec "$systole" $words >&3 2> messages
        )
        status=$?
        [ $status -eq 141 ] || fail "$words: a reader that is gone ends it with $status"
        [ ! -s messages ] || fail "$words: a reader that is gone is told"
    done
done
"$systole" operations --format csv --set model.steps=1000 2> messages | head -n 1 > first
[ "${PIPESTATUS[*]}" = "141 0" ] || fail "head ends it with ${PIPESTATUS[*]}"
"$systole" operations --format csv --set model.steps=1000 > whole || fail "operations fails"
[ "$(cat first)" = "$(head -n 1 whole)" ] || fail "head reads another first line"
[ ! -s messages ] || fail "a reader that has enough is told"

for words in "${printers[@]}"; do
    "$systole" $words > whole 2> messages < /dev/null || fail "$words fails"
    [ -s whole ] && [ ! -s messages ] || fail "$words writes nothing, or messages"
    "$systole" $words >&- 2> messages
    [ $? -eq 1 ] || fail "$words: a closed standard output is not noticed"
    one_sentence "$words >&-" "cannot write standard output: Bad file descriptor"
    "$systole" $words > same 2>&- <&- || fail "$words fails without standard error and input"
    cmp whole same || fail "$words: differs without standard error and input"
    if [ -e /dev/full ]; then
        "$systole" $words > /dev/full 2> messages
        [ $? -eq 1 ] || fail "$words: a full device is not noticed"
        one_sentence "$words > /dev/full" "cannot write standard output: No space left on device"
    fi
    nothing_left "$words"
done
for words in "${writers[@]}"; do
    "$systole" $words --output whole 2> messages || fail "$words fails"
    mv whole same
    "$systole" $words --output whole <&- >&- 2>&- || fail "$words fails without standard descriptors"
    cmp whole same || fail "$words: differs without standard descriptors"
done
# A message must not end up in a file that was opened in its place.
"$systole" simulate nothing.json --output same <&- >&- 2>&-
[ $? -eq 1 ] || fail "a missing file is not noticed without standard error"
"$systole" simulate --outptu same <&- >&- 2>&-
[ $? -eq 2 ] || fail "a wrong option is not noticed without standard error"
cmp whole same || fail "a message is in a file"
echo "faults: readers that are gone, closed descriptors and full devices are noticed by every command"

# --- Output that cannot be

renew there
chmod 444 there
mkdir closed
renew closed/there
chmod 555 closed
if [ "$(id -u)" -eq 0 ]; then
    # Root may write everywhere; somebody else may not.
    as_other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else
    as_other=()
fi
for words in "${writers[@]}"; do
    for output in there closed/there closed/new; do
        "${as_other[@]}" "$systole" $words --output $output 2> messages
        [ $? -eq 1 ] || fail "$words: writes to $output"
        one_sentence "$words --output $output" "cannot write \"$output\": no permission to write to"
    done
    fails "$words" 'cannot write ".": it is a directory' $words --output .
    fails "$words" 'cannot write "no/way": there is no directory "no"' $words --output no/way
done
is_old "a file that cannot be written" there
is_old "a folder that cannot be written" closed/there
nothing_left "a folder that cannot be written"
chmod 755 closed
rm -rf closed there
echo "faults: files and folders that cannot be written stay as they are"

# A limit on the size of files is a disk that fills up.
renew limited
(ulimit -f 100 && exec "$systole" "${long[@]}" --output limited) 2> messages
[ $? -eq 1 ] || fail "a limit on files is not noticed"
one_sentence "a limit on files" 'cannot write "limited": File too large'
is_old "a limit on files" limited
nothing_left "a limit on files"

mkdir disk
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=100k tmpfs disk 2> /dev/null; then
    mounted=$folder/work/disk
    renew disk/result
    fails "a full disk" 'cannot write "disk/result": No space left on device' "${long[@]}" --output disk/result
    is_old "a full disk" disk/result
    nothing_left "a full disk" disk
    head -c 1M /dev/zero > disk/filler 2> /dev/null
    for words in "${writers[@]}"; do
        "$systole" $words --output disk/other 2> messages
        [ $? -eq 1 ] || fail "$words: a full disk is not noticed"
        grep -q '^systole: .*No space left on device' messages || fail "$words: a full disk is not told"
        [ ! -e disk/other ] || fail "$words: a full disk leaves a result that is not whole"
        nothing_left "$words: a full disk" disk
    done
    rm disk/filler
    mount -o remount,ro disk || fail "cannot make the small disk read-only"
    for words in "${writers[@]}"; do
        for output in disk/result disk/new; do
            fails "$words" "cannot write \"$output\": no permission to write to \"disk" $words --output $output
        done
    done
    mount -o remount,rw disk || fail "cannot make the small disk writable"
    is_old "a read-only disk" disk/result
    [ "$(ls -A disk)" = result ] || fail "a read-only disk holds $(ls -A disk)"
    umount disk && mounted=
    echo "faults: small and read-only disks keep the old file and nothing half written"
else
    echo "faults: skipped: a small disk and a read-only one (mounting them needs root)"
fi

# --- Files that are two things at once

# Outputs that are inputs: what is read is read before it is replaced.
for words in "simulate both --format json" "trace both" "lower both" "report both" \
    "sweep both --vary sram.capacity=1MiB,2MiB --format csv"; do
    input=$tiny
    case $words in lower*) input=$folder/model.json ;; esac
    cp "$input" both
    "$systole" $words --output whole || fail "$words fails"
    for name in both ./both link; do
        cp "$input" both
        ln -sf both link
        "$systole" ${words/both/$name} --output both || fail "$words: cannot write to its input"
        # Reports show the words that they were made with.
        cmp -s <(grep -v '<pre>systole report' whole) <(grep -v '<pre>systole report' both) ||
            fail "$words: differs where its output is its input"
        [ "$(readlink link)" = both ] || fail "$words: replaces a link"
    done
    rm both link
done
head -c 500 "$tiny" > both
cp both half
for words in "simulate both" "trace both" "report both"; do
    "$systole" $words --output both 2> messages && fail "$words: reads half a file"
    cmp both half || fail "$words: an input that is wrong was changed"
done
cp "$tiny" both
ln both other
"$systole" lower "$folder/model.json" --output both || fail "does not write a file with two names"
cmp other "$tiny" || fail "a file's other name is changed with it"
rm both other half
# Parts of a sweep, one of which is to be the whole.
parts=(sweep "$tiny" --vary sram.capacity=1MiB...8MiB:+1MiB --format csv)
"$systole" "${parts[@]}" --output whole || fail "a sweep fails"
for part in 1 2; do "$systole" "${parts[@]}" --shard $part/2 --output part$part || fail "a part fails"; done
"$systole" merge part1 part2 --output part1 2> messages || fail "merge does not write to a part"
cmp whole part1 || fail "differs where a part is to be the whole"
rm part1 part2
echo "faults: an output may be one of the inputs"

# Processes that write the same file: the last to end has it, whole.
machines=(default edge gemmini tpu-v1)
for machine in "${machines[@]}"; do
    "$systole" trace --accelerator "$machine" --commands > "$machine.whole" || fail "$machine fails"
done
for attempt in 1 2 3; do
    writing=()
    for machine in "${machines[@]}"; do
        "$systole" trace --accelerator "$machine" --commands --output shared &
        writing+=($!)
    done
    while kill -0 "${writing[@]}" 2> /dev/null; do
        [ ! -e shared ] || [ "$(tail -c 1 shared | od -An -tx1)" = " 0a" ] || fail "a shared output is not whole"
    done 2> /dev/null
    for writer in "${writing[@]}"; do wait "$writer" || fail "one of several writers fails"; done
    owner=
    for machine in "${machines[@]}"; do cmp -s shared "$machine.whole" && owner=$machine; done
    [ -n "$owner" ] || fail "several writers mix their output"
    nothing_left "several writers"
    rm shared
done
# Two sweeps append to one file of records: the second is refused, or comes when the first has ended.
sweep=(sweep "$tiny" --vary "sram.capacity=8KiB...60MiB:+8KiB" --format csv --jobs 1)
"$systole" "${sweep[@]}" --output whole || fail "a sweep fails"
"$systole" "${sweep[@]}" --output shared 2> first.messages &
first=$!
until [ "$(size shared.part)" -gt 0 ]; do kill -0 $first 2> /dev/null || fail "a sweep ends at once"; done
"$systole" "${sweep[@]}" --output shared --resume 2> messages
status=$?
wait $first || fail "a sweep fails beside another"
cmp whole shared || fail "two sweeps of one output differ from one"
if [ $status -ne 0 ]; then one_sentence "the second of two sweeps" ".*shared.part.*another process"; fi
rm shared whole
echo "faults: several processes may write one file"

# --- Inputs that change

# One that is replaced while it is read: either the old or the new one is, never a mixture.
sed 's/"name": "tiny"/"name": "other"/' "$tiny" > other.json
for name in "$tiny" other.json; do "$systole" simulate "$name" --format json > "$(basename "$name").result" || fail "fails"; done
for way in replaced rewritten; do
    cp "$tiny" moving.json
    (
        while :; do
            for name in other.json "$tiny"; do
                if [ $way = replaced ]; then
                    cp "$name" next.json
                    mv next.json moving.json
                else
                    head -c 700 "$name" > moving.json
                    tail -c +701 "$name" >> moving.json
                fi
            done
        done
    ) &
    process=$!
    read_whole=0
    for attempt in $(seq 60); do
        "$systole" simulate moving.json --format json > output 2> messages
        status=$?
        if [ $status -eq 0 ]; then
            cmp -s output tiny.json.result || cmp -s output other.json.result || fail "$way: what is read is a mixture"
            read_whole=$((read_whole + 1))
        else
            [ $way = rewritten ] && [ $status -eq 1 ] && [ ! -s output ] || fail "$way: ends with $status"
            one_sentence "$way" "moving.json"
        fi
    done
    kill "$process"
    wait "$process" 2> /dev/null
    process=
    [ $read_whole -gt 0 ] || fail "$way: was never read"
done
# One that never ends, and one that grows as fast as it is read, end at the limit.
for command in simulate check "sweep --vary sram.capacity=1MiB,2MiB"; do
    mkfifo endless
    yes '  ' > endless 2> /dev/null &
    process=$!
    (ulimit -v 4000000 && exec "$systole" $command endless) > output 2> messages
    [ $? -eq 1 ] || fail "$command: reads without end"
    grep -q "endless: has more than the limit of 256 MiB" messages || fail "$command: an endless file is not told"
    wait "$process" 2> /dev/null
    process=
    rm endless
done
# A sweep that was cut off does not go on with an input that is another by now.
cp "$tiny" moving.json
start sweep moving.json --vary "sram.capacity=8KiB...60MiB:+8KiB" --format csv --output cut
temporary=cut.part
grow 1000000
stop INT
cp other.json moving.json
"$systole" sweep moving.json --vary "sram.capacity=8KiB...60MiB:+8KiB" --format csv --output cut --resume 2> messages &&
    fail "a sweep goes on with another workload"
grep -q "made by other parameters" messages || fail "another workload is not told"
echo "faults: inputs that change are read as one thing or refused"
echo "faults: passed"
