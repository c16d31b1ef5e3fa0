#!/usr/bin/env bash
# Measures images of api-service in turn, in containers of 256 MiB: their size, the time to the first 200 for a product page, the processor
# time up to then, and the memory under load:
#   benchmarks/image.sh before=api-service:before after=api-service:after
# See README.md beside it. Needs docker, wrk and psql; the containers share the host's network.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${DATABASE_URL:?is not set: the address of a seeded database, like postgresql://127.0.0.1:5432/reviews}"
: "${DATABASE_USER:?is not set}" "${DATABASE_PASSWORD:?is not set}"
ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-20} CONNECTIONS=${CONNECTIONS:-32} MEMORY=${MEMORY:-256m} PORT=${PORT:-18200}
[ $# -gt 0 ] || set -- this=api-service

products=$(PGPASSWORD=$DATABASE_PASSWORD PGUSER=$DATABASE_USER psql -qAt "${DATABASE_URL#jdbc:}" -c 'select max(id) from product')
container=
trap '[ -z "$container" ] || docker rm -f "$container" > /dev/null' EXIT
now() { date +%s%N; }

# A file of the container's cgroup, by its name in version 1 or 2.
cgroup() {
  local pid path
  pid=$(docker inspect -f '{{.State.Pid}}' "$container")
  path=$(awk -F: -v controller="$1" '$2 == controller || $2 == "" { print $3; exit }' "/proc/$pid/cgroup")
  cat "/sys/fs/cgroup/$1$path/$2" 2> /dev/null || cat "/sys/fs/cgroup$path/$3" 2> /dev/null || echo -
}
used_megabytes() { awk '$1 == "total_rss" || $1 == "anon" { printf "%.0f", $2 / 1048576; exit }' <<< "$(cgroup memory memory.stat memory.stat)"; }
processor_seconds() { awk '$1 == "usage_usec" { printf "%.2f", $2 / 1e6; exit } NF == 1 { printf "%.2f", $1 / 1e9; exit }' <<< "$(cgroup cpuacct cpuacct.usage cpu.stat)"; }

# NAME IMAGE LOADED: one line.
round() {
  local start first cpu highest=0 used url=DATABASE_URL_$1 # builds with different schemas need databases of their own
  start=$(now)
  container=$(docker run -d --read-only --tmpfs /tmp --network host --memory "$MEMORY" --memory-swap "$MEMORY" -e PORT="$PORT" -e MANAGEMENT_PORT=$((PORT + 1)) \
    -e CACHE_TTL=0s -e DATABASE_URL="${!url:-$DATABASE_URL}" -e DATABASE_USER -e DATABASE_PASSWORD "$2")
  until curl -sf -o /dev/null "http://127.0.0.1:$PORT/v1/products/1"; do sleep 0.01; done
  first=$((($(now) - start) / 1000000)) cpu=$(processor_seconds)
  printf '%s\tfirst 200 after %s ms and %s s of processor time, memory %s MiB' "$1" "$first" "$cpu" "$(used_megabytes)"
  if [ "$3" = yes ]; then
    wrk -t1 "-c$CONNECTIONS" "-d${SECONDS_EACH}s" -s benchmarks/random.lua "http://127.0.0.1:$PORT" -- '/v1/products/%d' "$products" > /dev/null & load=$!
    while kill -0 $load 2> /dev/null; do used=$(used_megabytes); [ "$used" -le "$highest" ] || highest=$used; sleep 0.2; done
    # The health check of the image runs beside the service.
    docker exec "$container" /app/bin/api-service check-health > /dev/null & load=$!
    while kill -0 $load 2> /dev/null; do used=$(used_megabytes); [ "$used" -le "$highest" ] || highest=$used; sleep 0.05; done
    printf ', under load %s MiB, killed for lack of memory: %s' "$highest" "$(docker inspect -f '{{.State.OOMKilled}}' "$container")"
  fi
  echo
  docker rm -f "$container" > /dev/null
  container=
}

echo "load average before: $(cut -d' ' -f1-3 /proc/loadavg)"
for argument; do
  image=${argument#*=}
  printf '%s\t%s MB, %s MB compressed\n' "${argument%%=*}" $(($(docker image inspect -f '{{.Size}}' "$image") / 1000000)) $(($(docker save "$image" | gzip -1 | wc -c) / 1000000))
done
for ((i = 1; i <= ROUNDS; i++)); do
  for argument; do round "${argument%%=*}" "${argument#*=}" "$([ "$i" -gt $((ROUNDS - 2)) ] && echo yes || echo no)"; done
done
echo "load average after: $(cut -d' ' -f1-3 /proc/loadavg)"
