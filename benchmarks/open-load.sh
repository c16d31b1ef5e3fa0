#!/usr/bin/env bash
# Measures api-service as its users load it: requests that arrive at random, whatever the service does, at 50 %, 90 %, 150 % and
# 300 % of its capacity. Several builds can be compared in one interleaved run:
#   benchmarks/open-load.sh before=/tmp/before after=.
# Each argument is NAME=ROOT, a checkout in which ./mvnw package -DskipTests was run. See README.md beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

: "${DATABASE_URL:?is not set: the address of a seeded database, like postgresql://127.0.0.1:5432/reviews}"
: "${DATABASE_USER:?is not set}" "${DATABASE_PASSWORD:?is not set}"
ROUNDS=${ROUNDS:-2} SECONDS_EACH=${SECONDS_EACH:-10} WARM_UP_SECONDS=${WARM_UP_SECONDS:-30} CONNECTIONS=${CONNECTIONS:-8}
# What the image gives itself in a container of 256 MiB.
HEAP=${HEAP:-72m}
# By default pages are fetched from the database each time; 10s is the service's own default.
CACHE_TTL=${CACHE_TTL:-0s}
PATHS=${PATHS:-/v1/products/%d /v1/products/%d/reviews /v1/products/%d/reviews?sort=helpful&limit=100 /v1/products?sort=newest&limit=50}
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java JAVAC=${JAVA_HOME:+$JAVA_HOME/bin/}javac
# A cgroup (a folder with cgroup.procs) that limits the service's processor time, so that it is what gets overloaded, and not the
# load or the database on the same machine. README.md shows how to make one.
CGROUP=${CGROUP:-} QUOTA_US=${QUOTA_US:-1000} PERIOD_US=${PERIOD_US:-2500}
PRIORITY=${PRIORITY:-0}
# Once more at 50 % after the overload: whether anything of it lasts. Empty to measure the closed loop alone.
PERCENTS=${PERCENTS-50 90 150 300 50}
# Requests per second that a build can sustain; by default the script searches for it.
CAPACITY=${CAPACITY:-} SEARCH_SECONDS=${SEARCH_SECONDS:-3}
[ $# -gt 0 ] || set -- "this=$here/.."

work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT
products=$(PGPASSWORD=$DATABASE_PASSWORD PGUSER=$DATABASE_USER psql -qAt "${DATABASE_URL#jdbc:}" -c 'select max(id) from product')
"$JAVAC" -d "$work" "$here/OpenLoad.java"

limited() { if [ -n "$CGROUP" ]; then echo "$BASHPID" > "$CGROUP/cgroup.procs"; fi; exec nice -n "$PRIORITY" "$@"; }
# Without a limit until everything is compiled, then with it.
quota() {
  [ -n "$CGROUP" ] || return 0
  if [ -e "$CGROUP/cpu.max" ]; then echo "$([ "$1" = -1 ] && echo max || echo "$1") $PERIOD_US" > "$CGROUP/cpu.max"
  else echo "$PERIOD_US" > "$CGROUP/cpu.cfs_period_us"; echo "$1" > "$CGROUP/cpu.cfs_quota_us"; fi
}
await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep 0.1; done; echo "no answer from $1" >&2; exit 1; }
class_path() { printf '%s:' "$1"/api-service/target/api-service.jar "$1"/api-service/target/lib/*.jar; }

quota -1
declare -A pid port
names=()
next=18100
for argument; do
  name=${argument%%=*} root=$(cd "${argument#*=}" && pwd)
  names+=("$name")
  port[$name]=$next
  url=DATABASE_URL_$name # builds with different schemas need databases of their own
  # Lines go into a pipe that somebody reads, as in a container.
  (cd "$root" && DATABASE_URL=${!url:-$DATABASE_URL} PORT=$next MANAGEMENT_PORT=$((next + 50)) CACHE_TTL=$CACHE_TTL limited "$JAVA" @api-service/image/jvm-options "-Xmx$HEAP" -cp "$(class_path .)" dev.logferry.api.ApiService serve) > >(cat > /dev/null) & pid[$name]=$! started+=($!)
  next=$((next + 1))
done
first=${1#*=}
"$JAVAC" -d "$work" -cp "$(class_path "$first")" "$here/HelloWorld.java"
limited "$JAVA" "@$first/api-service/image/jvm-options" "-Xmx$HEAP" -cp "$work:$(class_path "$first")" HelloWorld 18099 > >(cat > /dev/null) 2>&1 & pid[hello]=$! started+=($!)
port[hello]=18099
for name in "${names[@]}"; do await "http://127.0.0.1:${port[$name]}/health/ready"; done
await http://127.0.0.1:18099/hello

value() { awk -v name="$2" '{ for (i = 1; i <= NF; i++) { split($i, pair, "="); if (pair[1] == name) { print pair[2]; exit } } print "-" }' <<< "$1"; }

# NAME MODE AMOUNT SECONDS PATH...: a line of figures.
load() {
  nice -n "$PRIORITY" "$JAVA" -Xmx512m -XX:+UseSerialGC -Dserver.pid="${pid[$1]}" -cp "$work" OpenLoad "$2" "$3" "$4" "${port[$1]}" "$products" "${@:5}"
}
show() {
  printf '%-7s %-9s %5s/s  200: %5s/s p50 %6s p99 %7s max %7s   503: %5s p99 %6s max %6s   failed %s  lag p99 %s  CPU s/1,000 %s\n' "$1" "$2" "$3" \
    "$(awk -v c="$(value "$4" 200_count)" -v s="$(value "$4" seconds)" 'BEGIN { printf "%.0f", c / s }')" \
    "$(value "$4" 200_p50)" "$(value "$4" 200_p99)" "$(value "$4" 200_max)" "$(value "$4" 503_count)" "$(value "$4" 503_p99)" "$(value "$4" 503_max)" \
    "$(value "$4" failed_count)" "$(value "$4" lag_p99)" "$(value "$4" cpu_per_1000)"
}

read -ra paths <<< "$PATHS"
echo "$products products; $(nproc) processors shared with the database and the load; load average before: $(cut -d' ' -f1-3 /proc/loadavg)"
echo "warming up, $WARM_UP_SECONDS s each"
for name in "${names[@]}"; do load "$name" closed "$CONNECTIONS" "$WARM_UP_SECONDS" "${paths[@]}" > /dev/null; done
load hello closed "$CONNECTIONS" "$((WARM_UP_SECONDS / 3 + 1))" /hello > /dev/null
quota "$QUOTA_US"
declare -A capacity
for name in "${names[@]}"; do
  [ -n "$PERCENTS" ] || continue
  line=$(load "$name" closed "$CONNECTIONS" "$SECONDS_EACH" "${paths[@]}")
  closed=$(awk -v r="$(value "$line" 200_count)" -v s="$(value "$line" seconds)" 'BEGIN { printf "%.0f", r / s }')
  show "$name" closed "$closed" "$line"
  # Random arrivals cost more processor time than clients that wait for their response: the capacity is what the service sustains.
  capacity[$name]=${CAPACITY:-$(load "$name" search "$closed" "$SEARCH_SECONDS" "${paths[@]}" | sed 's/^capacity=//')}
  echo "$name sustains ${capacity[$name]} requests/s (99.9 % of them with a 200, 99 % within 100 ms)"
done
for ((i = 1; i <= ROUNDS; i++)); do
  echo "round $i"
  line=$(load hello closed "$CONNECTIONS" "$SECONDS_EACH" /hello)
  show hello closed "$(value "$line" requests)" "$line"
  # The product page by itself: what it costs compared with a constant response.
  for name in "${names[@]}"; do show "$name" product - "$(load "$name" closed "$CONNECTIONS" "$SECONDS_EACH" '/v1/products/%d')"; done
  for percent in $PERCENTS; do
    for name in "${names[@]}"; do
      rate=$((${capacity[$name]} * percent / 100))
      show "$name" "$percent %" "$rate" "$(load "$name" open "$rate" "$SECONDS_EACH" "${paths[@]}")"
    done
  done
done
echo "load average after: $(cut -d' ' -f1-3 /proc/loadavg)"
