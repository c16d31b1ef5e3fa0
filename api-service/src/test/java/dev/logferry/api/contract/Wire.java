package dev.logferry.api.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Speaks HTTP/1.1 by hand, so that it can also say what no client would. */
final class Wire {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final URI service;

  Wire(URI service) {
    this.service = service;
  }

  URI service() {
    return service;
  }

  String host() {
    return service.getHost() + ":" + service.getPort();
  }

  /** A connection on which nothing was said yet. */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 5_000);
    return socket;
  }

  Answer get(String target) {
    return ask(Ask.get(target));
  }

  /** Asks; fails if there is no whole answer in time. */
  Answer ask(Ask ask) {
    return send(ask.method(), ask.bytes(host()))
        .orElseThrow(() -> new AssertionError("no answer to " + ask));
  }

  /** Sends any bytes and reads until the end; empty if it closes without a word. */
  Optional<Answer> send(String method, byte[] request) {
    try (Socket socket = connect()) {
      boolean sent = write(socket, request);
      byte[] received = read(socket.getInputStream(), sent);
      return received.length == 0 ? Optional.empty() : Optional.of(parsed(method, received));
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "no end of an answer within %s to %s".formatted(PATIENCE, shown(request)), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends any bytes, ends its side of the connection, and reads until the end. */
  byte[] raw(byte[] request) {
    try (Socket socket = connect()) {
      boolean sent = write(socket, request);
      if (sent) {
        socket.shutdownOutput();
      }
      return read(socket.getInputStream(), sent);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no end within %s: %s".formatted(PATIENCE, shown(request)), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first answer among what was received; empty if nothing was. */
  static Optional<Answer> answer(String method, byte[] received) {
    try {
      return received.length == 0 ? Optional.empty() : Optional.of(parsed(method, received));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shown(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.min(300, text.length()));
  }

  private static boolean write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      return true;
    } catch (IOException _) {
      return false; // it may answer before it has heard all, and hang up
    }
  }

  private static byte[] read(InputStream in, boolean sent) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        received.write(buffer, 0, count);
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      if (sent && received.size() == 0 && !String.valueOf(e.getMessage()).contains("reset")) {
        throw e;
      }
    }
    return received.toByteArray();
  }

  /** The first answer among the received bytes. */
  private static Answer parsed(String method, byte[] received) throws IOException {
    int end = indexOf(received, END_OF_HEAD);
    if (end < 0) {
      throw new IOException("no whole head: " + new String(received, StandardCharsets.UTF_8));
    }
    List<String> lines =
        List.of(new String(received, 0, end, StandardCharsets.UTF_8).split("\r\n", -1));
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
    byte[] rest = Arrays.copyOfRange(received, end + END_OF_HEAD.length, received.length);
    return new Answer(method, status, headers, body(headers, rest));
  }

  private static byte[] body(Map<String, List<String>> headers, byte[] rest) {
    if (headers.containsKey("Transfer-Encoding")) {
      return unchunked(rest);
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", List.of("0")).getFirst());
    return Arrays.copyOf(rest, Math.min(length, rest.length));
  }

  private static byte[] unchunked(byte[] chunks) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int position = 0;
    while (position < chunks.length) {
      int lineEnd = position;
      while (chunks[lineEnd] != '\r') {
        lineEnd++;
      }
      int size =
          Integer.parseInt(
              new String(chunks, position, lineEnd - position, StandardCharsets.US_ASCII).strip(),
              16);
      body.write(chunks, lineEnd + 2, size);
      position = size == 0 ? chunks.length : lineEnd + 2 + size + 2;
    }
    return body.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] sought) {
    for (int i = 0; i + sought.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    return -1;
  }
}
