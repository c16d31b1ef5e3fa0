package dev.logferry.localstack.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
 * A real browser without a window, controlled through the DevTools protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>
 */
public final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

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
  public static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it on a page. */
  public static Browser open(Path program, Path folder, URI address) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // As root, in a container, there is no other way.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=1280,1000",
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
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      // The page is listed once it has begun to load.
      while (true) {
        String targets = client.send(list, BodyHandlers.ofString()).body();
        for (JsonNode target : JsonMapper.shared().readTree(targets)) {
          if (target.get("url").asString().startsWith(address.toString())) {
            return URI.create(target.get("webSocketDebuggerUrl").asString());
          }
        }
        Thread.sleep(20);
      }
    }
  }

  /** The JSON value of an asynchronous function's body, run in the page once it has loaded. */
  public JsonNode evaluate(String body) throws InterruptedException {
    // Until the address has responded there is an empty page, and what runs in it gets lost.
    while (!run("document.readyState + location.protocol").asString("").equals("completehttp:")) {
      Thread.sleep(20);
    }
    return run("(async () => {" + body + "})()");
  }

  private JsonNode run(String expression) throws InterruptedException {
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    parameters.put("expression", expression).put("awaitPromise", true).put("returnByValue", true);
    JsonNode result = send("Runtime.evaluate", parameters);
    if (result.has("exceptionDetails")) {
      throw new AssertionError("in the page: " + result.get("exceptionDetails"));
    }
    return result.at("/result/value");
  }

  /** Writes what the window shows as a PNG. */
  public void screenshot(Path file) throws IOException, InterruptedException {
    ObjectNode parameters = JsonMapper.shared().createObjectNode().put("format", "png");
    Files.createDirectories(file.getParent());
    Files.write(file, send("Page.captureScreenshot", parameters).get("data").binaryValue());
  }

  private JsonNode send(String method, ObjectNode parameters) throws InterruptedException {
    int id = ++lastId;
    ObjectNode command = JsonMapper.shared().createObjectNode();
    command.put("id", id).put("method", method).set("params", parameters);
    socket.sendText(command.toString(), true).join();
    while (true) {
      JsonNode message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("the browser did not respond within " + PATIENCE);
      }
      if (message.path("id").asInt(0) == id) {
        if (message.at("/error/message").asString("").contains("context was destroyed")) {
          return send(method, parameters);
        }
        if (message.has("error")) {
          throw new AssertionError("DevTools: " + message.get("error"));
        }
        return message.get("result");
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
