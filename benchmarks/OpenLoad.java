import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends GET requests to 127.0.0.1 and prints one line of figures.
 *
 * <pre>
 * java OpenLoad.java closed CONNECTIONS SECONDS PORT HIGHEST PATH...
 * java OpenLoad.java open   RATE        SECONDS PORT HIGHEST PATH...
 * java OpenLoad.java search RATE        SECONDS PORT HIGHEST PATH...
 * </pre>
 *
 * <p>{@code closed} sends the next request on a connection when the response has arrived. {@code open} draws independent arrivals at a mean rate per second
 * (exponential gaps, a Poisson process) whatever the server does, as users do, and counts each
 * latency from the moment the request was due. {@code search} looks for the capacity under such
 * arrivals: the highest rate, up to the given one, at which 99.9 % of the responses are a 200 and
 * 99 % arrive within 100 ms. Each rate is tried for the given time, and once more if it fails.
 * {@code %d} in a path is a random number from 1 to
 * HIGHEST; paths are drawn with equal chance, so name one twice to double its share.
 */
public final class OpenLoad {

  private static final int MAX_CONNECTIONS = 1_000;
  private static final int WARM_UP_SECONDS = 2;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int SLOWEST_MILLIS = 100;

  private static final IOException TOO_MANY = new IOException("too many connections");

  private final int port;
  private final int highest;
  private final String[] paths;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<String, ConcurrentLinkedQueue<Long>> latencies = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> lags = new ConcurrentLinkedQueue<>();

  private OpenLoad(int port, int highest, String[] paths) {
    this.port = port;
    this.highest = highest;
    this.paths = paths;
  }

  /** Runs one load. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    double amount = Double.parseDouble(arguments[1]);
    double seconds = Double.parseDouble(arguments[2]);
    OpenLoad load =
        new OpenLoad(
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Arrays.copyOfRange(arguments, 5, arguments.length));
    // This JVM's own warm-up, lest the first seconds of a load measure the client's compiler.
    load.closed(8, WARM_UP_SECONDS);
    TimeUnit.MILLISECONDS.sleep(500);
    load.latencies.clear();
    long cpu = processorTicks();
    long start = System.nanoTime();
    switch (arguments[0]) {
      case "closed" -> load.closed((int) amount, seconds);
      case "open" -> load.open(amount, seconds);
      case "search" -> {
        System.out.println("capacity=" + load.search((int) amount, seconds));
        return;
      }
      default -> throw new IllegalArgumentException("closed, open or search: " + arguments[0]);
    }
    load.print((System.nanoTime() - start) / 1e9, processorTicks() - cpu);
  }

  /** What the server's process has used, from /proc; it is named by {@code -Dserver.pid}. */
  private static long processorTicks() throws IOException {
    String stat = Files.readString(Path.of("/proc", System.getProperty("server.pid"), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private void closed(int count, double seconds) throws InterruptedException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    CountDownLatch running = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (System.nanoTime() < end) {
                  request(System.nanoTime());
                }
                running.countDown();
              });
    }
    running.await();
  }

  private void open(double rate, double seconds) throws InterruptedException {
    Random random = new Random(42);
    long start = System.nanoTime();
    long due = start;
    AtomicInteger pending = new AtomicInteger();
    while (due - start < seconds * 1e9) {
      due += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / rate);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      long scheduled = due;
      pending.incrementAndGet();
      Thread.ofVirtual()
          .start(
              () -> {
                lags.add(System.nanoTime() - scheduled);
                request(scheduled);
                pending.decrementAndGet();
              });
    }
    while (pending.get() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private int search(int highestRate, double seconds) throws InterruptedException {
    int sustained = 0;
    int failed = highestRate + 1;
    // Within 3 %: less than two runs at the same rate differ by.
    while (failed - sustained > Math.max(10, failed / 32)) {
      int rate = (sustained + failed) / 2;
      if (sustains(rate, seconds) || sustains(rate, seconds)) {
        sustained = rate;
      } else {
        failed = rate;
      }
    }
    return sustained;
  }

  private boolean sustains(int rate, double seconds) throws InterruptedException {
    latencies.clear();
    open(rate, seconds);
    int all = latencies.values().stream().mapToInt(ConcurrentLinkedQueue::size).sum();
    long[] answered = sorted(latencies.getOrDefault("200", new ConcurrentLinkedQueue<>()));
    TimeUnit.SECONDS.sleep(1);
    return answered.length >= 0.999 * all && percentile(answered, 0.99) <= SLOWEST_MILLIS;
  }

  private void request(long dueNanos) {
    String outcome;
    Connection connection = null;
    try {
      connection = idle.pollFirst();
      if (connection == null) {
        // Counted first: a connection that is opened only to be closed would be an attack.
        if (connections.incrementAndGet() > MAX_CONNECTIONS) {
          connections.decrementAndGet();
          throw TOO_MANY;
        }
        connection = new Connection(port);
      }
      int status = connection.get(path());
      outcome = Integer.toString(status);
      if (connection.keptOpen) {
        idle.addFirst(connection);
      } else {
        connection.close();
        connections.decrementAndGet();
      }
    } catch (IOException e) {
      outcome = "failed";
      if (connection != null) {
        connection.close();
        connections.decrementAndGet();
      }
    }
    latencies
        .computeIfAbsent(outcome, _ -> new ConcurrentLinkedQueue<>())
        .add(System.nanoTime() - dueNanos);
  }

  private String path() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return paths[random.nextInt(paths.length)].replace("%d", "" + random.nextInt(1, highest + 1));
  }

  private void print(double seconds, long ticks) {
    StringBuilder line = new StringBuilder();
    int all = latencies.values().stream().mapToInt(ConcurrentLinkedQueue::size).sum();
    line.append(String.format(Locale.ROOT, "requests=%d seconds=%.2f", all, seconds));
    // Linux counts in hundredths of a second.
    line.append(String.format(Locale.ROOT, " cpu_per_1000=%.4f", ticks * 10.0 / all));
    line.append(String.format(Locale.ROOT, " connections=%d", connections.get()));
    if (!lags.isEmpty()) {
      line.append(String.format(Locale.ROOT, " lag_p99=%.1f", percentile(sorted(lags), 0.99)));
    }
    new TreeMap<>(latencies)
        .forEach(
            (outcome, values) -> {
              long[] sorted = sorted(values);
              line.append(
                  String.format(
                      Locale.ROOT,
                      " %s_count=%d %s_p50=%.2f %s_p99=%.2f %s_max=%.1f",
                      outcome,
                      sorted.length,
                      outcome,
                      percentile(sorted, 0.5),
                      outcome,
                      percentile(sorted, 0.99),
                      outcome,
                      percentile(sorted, 1)));
            });
    System.out.println(line);
  }

  private static long[] sorted(ConcurrentLinkedQueue<Long> values) {
    long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double percentile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] / 1e6;
  }

  /** A keep-alive connection that carries one request at a time. */
  private static final class Connection {

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean keptOpen;

    Connection(int port) throws IOException {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    int get(String path) throws IOException {
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      int status = Integer.parseInt(line().substring(9, 12));
      int length = 0;
      keptOpen = true;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        } else if (lower.startsWith("connection:")) {
          keptOpen = !lower.contains("close");
        }
      }
      in.skipNBytes(length);
      return status;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException();
        }
        line.append((char) next);
      }
      return line.substring(0, line.length() - 1);
    }

    void close() {
      try {
        socket.close();
      } catch (IOException _) {
        // It is given up anyway.
      }
    }
  }
}
