package dev.logferry.localstack.elasticsearch;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The first message that the server reads from its standard input, in Elasticsearch's own stream
 * format: what its launcher would send after reading the command line and elasticsearch.yml.
 *
 * @see <a
 *     href="https://github.com/elastic/elasticsearch/blob/v8.19.0/server/src/main/java/org/elasticsearch/bootstrap/ServerArgs.java">
 *     ServerArgs</a>
 */
final class ServerArguments {

  private static final String KEYSTORE_CLASS = "org.elasticsearch.common.settings.KeyStoreWrapper";
  private static final int KEYSTORE_FORMAT = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ServerArguments() {}

  static byte[] encode(Map<String, String> settings, Path configurationFolder, Path logsFolder) {
    ServerArguments arguments = new ServerArguments();
    try {
      arguments.writeFlags();
      arguments.writeEmptyKeystore();
      arguments.writeSettings(settings);
      arguments.writeString(configurationFolder.toString());
      arguments.writeString(logsFolder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return arguments.bytes.toByteArray();
  }

  private void writeFlags() throws IOException {
    boolean daemonize = false;
    boolean quiet = false;
    boolean hasPidFile = false;
    out.writeBoolean(daemonize);
    out.writeBoolean(quiet);
    out.writeBoolean(hasPidFile);
  }

  private void writeEmptyKeystore() throws IOException {
    boolean hasPassword = false;
    boolean hasEncryptedBytes = false;
    boolean closed = false;
    writeString(KEYSTORE_CLASS);
    out.writeInt(KEYSTORE_FORMAT);
    out.writeBoolean(hasPassword);
    out.writeBoolean(hasEncryptedBytes);
    writeVariableInt(0);
    out.writeBoolean(closed);
  }

  private void writeSettings(Map<String, String> settings) throws IOException {
    byte stringType = 0;
    writeVariableInt(settings.size());
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      writeString(setting.getKey());
      out.writeByte(stringType);
      writeString(setting.getValue());
    }
  }

  /** UTF-16 units counted, then each written in one to three bytes. */
  private void writeString(String text) throws IOException {
    writeVariableInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        out.writeByte(unit);
      } else if (unit < 0x800) {
        out.writeByte(0xC0 | (unit >> 6));
        out.writeByte(0x80 | (unit & 0x3F));
      } else {
        out.writeByte(0xE0 | (unit >> 12));
        out.writeByte(0x80 | ((unit >> 6) & 0x3F));
        out.writeByte(0x80 | (unit & 0x3F));
      }
    }
  }

  /** Seven bits a byte, the lowest first; the high bit says that more follow. */
  private void writeVariableInt(int value) throws IOException {
    int rest = value;
    while (rest > 0x7F) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
