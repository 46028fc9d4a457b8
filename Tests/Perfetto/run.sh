#!/bin/sh
# Checks traces with Perfetto's protobuf definitions, installed for the time of the check.
#
#     sh Tests/Perfetto/run.sh SYSTOLE
set -eu
systole=$1
here=$(dirname "$0")
sh "$here/../Checks/install.sh" python3 -- python3 python3-venv
python3 -c "import ensurepip" 2> /dev/null || sh "$here/../Checks/install.sh" python3-venv -- python3-venv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
python3 -m venv "$folder/venv"
timeout 600 "$folder/venv/bin/pip" install --quiet --retries 5 --disable-pip-version-check perfetto==0.59.1 protobuf==7.36.2
"$folder/venv/bin/python" "$here/check.py" "$systole" "$here/../../Workloads"
