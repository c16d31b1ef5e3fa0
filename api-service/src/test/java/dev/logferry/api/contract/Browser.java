package dev.logferry.api.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real browser without a window, told what to do by the DevTools protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int lastId;

  private Browser(Process process, URI page) {
    this.process = process;
    this.socket = client.newWebSocketBuilder().buildAsync(page, new Listener()).join();
  }

  /** Where it is installed; empty if it is not. */
  static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it on a page. */
  static Browser open(Path program, Path folder, URI address) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // As root, in a container, there is no other way.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                address.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    Path portFile = folder.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException(
            "the browser did not start: " + Files.readString(folder.resolve("browser.log")));
      }
      Thread.sleep(20);
    }
    return new Browser(process, page(Files.readAllLines(portFile).getFirst(), address));
  }

  private static URI page(String port, URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var list =
          client.send(
              java.net.http.HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + port + "/json/list"))
                  .build(),
              java.net.http.HttpResponse.BodyHandlers.ofString());
      for (JsonNode target : JsonMapper.shared().readTree(list.body())) {
        if (target.get("url").asString().startsWith(address.toString())) {
          return URI.create(target.get("webSocketDebuggerUrl").asString());
        }
      }
      throw new IOException("the browser has no page " + address + ": " + list.body());
    }
  }

  /** The JSON value of an asynchronous function's body, run in the page. */
  JsonNode evaluate(String body) throws InterruptedException {
    ObjectNode command = JsonMapper.shared().createObjectNode();
    int id = ++lastId;
    command.put("id", id).put("method", "Runtime.evaluate");
    command
        .putObject("params")
        .put("expression", "(async () => {" + body + "})()")
        .put("awaitPromise", true)
        .put("returnByValue", true);
    socket.sendText(command.toString(), true).join();
    while (true) {
      JsonNode message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("the browser did not respond within " + PATIENCE);
      }
      if (message.path("id").asInt(0) == id) {
        if (message.has("error")) {
          throw new AssertionError("DevTools: " + message.get("error"));
        }
        if (message.at("/result").has("exceptionDetails")) {
          throw new AssertionError("in the page: " + message.at("/result/exceptionDetails"));
        }
        return message.at("/result/result/value");
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(JsonMapper.shared().readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
