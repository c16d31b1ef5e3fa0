#!/usr/bin/env bash
# Measures api-service against its database alone (pgbench) and its server alone (hello-world), in one run.
# See README.md beside it.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${DATABASE_URL:?is not set: the address of a seeded database, like postgresql://127.0.0.1:5432/reviews}"
: "${DATABASE_USER:?is not set}" "${DATABASE_PASSWORD:?is not set}"
ROUNDS=${ROUNDS:-3} SECONDS_EACH=${SECONDS_EACH:-10} WARM_UP_SECONDS=${WARM_UP_SECONDS:-60} CONNECTIONS=${CONNECTIONS:-32}
# What the image gives itself in a container of 256 MiB.
HEAP=${HEAP:-72m}
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java JAVAC=${JAVA_HOME:+$JAVA_HOME/bin/}javac
HELLO_PORT=18090 FRESH_PORT=18091 CACHED_PORT=18092

need() { command -v "$1" > /dev/null || { echo "$1 is not installed: $2" >&2; exit 2; }; }
need wrk "apt-get install wrk"
need pgbench "apt-get install postgresql-contrib"
[ -f api-service/target/api-service.jar ] || { echo "Build first: ./mvnw -DskipTests package" >&2; exit 2; }

work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT
address=${DATABASE_URL#jdbc:}
export PGPASSWORD=$DATABASE_PASSWORD PGUSER=$DATABASE_USER
products=$(psql -qAt "$address" -c 'select max(id) from product')
reviews=$(psql -qAt "$address" -c "select reltuples::bigint from pg_class where relname = 'review'")

jvm=(@api-service/image/jvm-options "-Xmx$HEAP")
class_path=$(printf '%s:' api-service/target/api-service.jar api-service/target/lib/*.jar)
"$JAVAC" -d "$work" -cp "$class_path" benchmarks/HelloWorld.java
# Lines go into a pipe that somebody reads, as in a container.
"$JAVA" "${jvm[@]}" -cp "$work:$class_path" HelloWorld $HELLO_PORT > >(cat > /dev/null) 2>&1 & hello=$! started+=($!)
serve() { PORT=$1 CACHE_TTL=$2 exec "$JAVA" "${jvm[@]}" ${JVM_MORE:-} -cp "$class_path" dev.logferry.api.ApiService serve; }
serve $FRESH_PORT 0s > >(cat > /dev/null) & fresh=$! started+=($!)
serve $CACHED_PORT 10s > >(cat > /dev/null) & cached=$! started+=($!)

await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep 0.1; done; echo "no answer from $1" >&2; exit 1; }
await http://127.0.0.1:$HELLO_PORT/hello
await http://127.0.0.1:$FRESH_PORT/health/ready
await http://127.0.0.1:$CACHED_PORT/health/ready

ticks() { awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/$1/stat"; }

# NAME PID URL PATH SECONDS: a line of figures.
by_wrk() {
  local before after figures
  before=$(ticks "$2")
  figures=$(wrk -t1 "-c$CONNECTIONS" "-d${5}s" --timeout 10s -s benchmarks/random.lua "$3" -- "$4" "$products" | grep '^requests=')
  after=$(ticks "$2")
  awk -v name="$1" -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '{
    for (i = 1; i <= NF; i++) { split($i, pair, "="); value[pair[1]] = pair[2] }
    printf "%s\t%.0f\t%.4f\t%s\t%s\t%s\n", name, value["requests"] / value["seconds"],
      ticks / hertz / value["requests"] * 1000, value["p50"], value["p99"], value["failed"] }' <<< "$figures"
}

# NAME FILE SECONDS: ten clients, as many as the service has connections.
by_pgbench() {
  local rate
  rate=$(pgbench -n -M prepared -c 10 -j 1 -T "$3" -D products="$products" -f "benchmarks/$2" "$address" 2> /dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p')
  printf '%s\t%.0f\t-\t-\t-\t0\n' "$1" "$rate"
}

round() {
  by_wrk hello-world "$hello" http://127.0.0.1:$HELLO_PORT /hello "$1"
  by_pgbench pgbench-product product-page.sql "$1"
  by_wrk product "$fresh" http://127.0.0.1:$FRESH_PORT /v1/products/%d "$1"
  by_wrk product-cached "$cached" http://127.0.0.1:$CACHED_PORT /v1/products/%d "$1"
  by_pgbench pgbench-reviews reviews-page.sql "$1"
  by_wrk reviews "$fresh" http://127.0.0.1:$FRESH_PORT /v1/products/%d/reviews "$1"
  by_wrk reviews-cached "$cached" http://127.0.0.1:$CACHED_PORT /v1/products/%d/reviews "$1"
}

echo "$products products, $reviews reviews; $(nproc) processors shared with the database and the load; load average before: $(cut -d' ' -f1-3 /proc/loadavg)"
echo "warming up, $WARM_UP_SECONDS s each"
round "$WARM_UP_SECONDS" > /dev/null
for ((i = 1; i <= ROUNDS; i++)); do round "$SECONDS_EACH" | tee -a "$work/figures" | sed "s/^/round $i\t/"; done

echo
echo "Medians of $ROUNDS rounds of $SECONDS_EACH s, $CONNECTIONS connections:"
median() { awk -F'\t' -v name="$1" -v column="$2" '$1 == name { print $column }' "$work/figures" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
printf '%-16s %10s %14s %8s %8s %7s\n' what requests/s "CPU s/1,000" "p50 ms" "p99 ms" failed
for name in hello-world pgbench-product product product-cached pgbench-reviews reviews reviews-cached; do
  printf '%-16s %10s %14s %8s %8s %7s\n' "$name" "$(median $name 2)" "$(median $name 3)" "$(median $name 4)" "$(median $name 5)" "$(median $name 6)"
done
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
echo "product page: $(ratio "$(median product 3)" "$(median hello-world 3)") x the CPU of hello-world, $(ratio "$(median product 2)" "$(median pgbench-product 2)") x the throughput of pgbench"
echo "reviews page: $(ratio "$(median reviews 3)" "$(median hello-world 3)") x the CPU of hello-world, $(ratio "$(median reviews 2)" "$(median pgbench-reviews 2)") x the throughput of pgbench"
for process in hello:$hello fresh:$fresh cached:$cached; do
  echo "memory of ${process%:*}, highest: $(awk '/VmHWM/ { printf "%.0f MiB", $2 / 1024 }' "/proc/${process#*:}/status")"
done
echo "load average after: $(cut -d' ' -f1-3 /proc/loadavg)"
