package dev.logferry.api.http;

import io.avaje.jsonb.Jsonb;

/** Values as JSON, by the adapters that the build makes for them. */
public final class JsonText {

  private static final Jsonb JSONB = Jsonb.instance();

  private JsonText() {}

  /** A value as JSON in UTF-8. */
  public static <T> byte[] of(Class<T> type, T value) {
    return JSONB.type(type).toJsonBytes(value);
  }
}
