#!/bin/bash
# Gazette beside other engines: the same questions on the same archive, in one run.
#
#     make bench-peers PEERS="--data DATA --work WORK …"
#
# The harness, with its generator of archives and its own peers, is looked for in the folder
# GZT_PEERS, else in ../shared/peers. What follows is handed to its compare.py: where the peers are
# built (--work), the archive (--data), --reps, --burst, --only, --expected. The report is also
# left beside the program, as peers.txt.
set -euo pipefail
program=$(realpath "$1")
report=$(dirname "$program")/peers.txt
shift
here=$(realpath "$(dirname "$0")")
harness=$(realpath "${GZT_PEERS:-$here/../../../../shared/peers}")
if [ ! -e "$harness/compare.py" ]; then
    echo "bench-peers: no harness in $harness: name its folder in GZT_PEERS"
    exit 0
fi
described=$(mktemp --suffix=.json)
trap 'rm -f "$described"' EXIT
cat > "$described" <<JSON
{"name": "gazette", "queries": "$here",
 "load": "$program load {data} {db}", "serve": "$program serve {db}",
 "once": "$program once {db} {query}"}
JSON
python3 "$harness/compare.py" --peer "$described" "$@" | tee "$report"
