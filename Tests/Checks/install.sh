#!/bin/sh
# Installs Debian packages for a test where a command that it needs is missing:
#
#     sh Tests/Checks/install.sh COMMAND... -- PACKAGE...
#
# As root only. Services that packages bring stay off.
set -eu

missing=
while [ $# -gt 0 ]; do
    word=$1
    shift
    [ "$word" != -- ] || break
    command -v "$word" > /dev/null 2>&1 || missing="$missing $word"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null 2>&1; then
    echo "missing:$missing; install the packages $* (Debian's names), or run this as root on Debian" >&2
    exit 1
fi

policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
fi

log=$(mktemp)
install() {
    timeout 300 apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 update -qq &&
        DEBIAN_FRONTEND=noninteractive timeout 900 apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 \
            install -y -qq --no-install-recommends "$@"
}
if ! install "$@" > "$log" 2>&1 < /dev/null; then
    echo "cannot install $*:" >&2
    tail -n 20 "$log" >&2
    rm -f "$log"
    exit 1
fi
rm -f "$log"
