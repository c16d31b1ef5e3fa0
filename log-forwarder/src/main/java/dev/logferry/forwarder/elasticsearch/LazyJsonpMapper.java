package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.SimpleJsonpMapper;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;

/**
 * Loads the library's mapper only when an error's body has to be read: most invocations meet none.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // the library declares the methods so
final class LazyJsonpMapper implements JsonpMapper {

  @Override
  public JsonProvider jsonProvider() {
    return SimpleJsonpMapper.INSTANCE.jsonProvider();
  }

  @Override
  public <T> T deserialize(JsonParser parser, Type type) {
    return SimpleJsonpMapper.INSTANCE.deserialize(parser, type);
  }

  @Override
  public <T> T deserialize(JsonParser parser, Type type, JsonParser.Event event) {
    return SimpleJsonpMapper.INSTANCE.deserialize(parser, type, event);
  }

  @Override
  public <T> void serialize(T value, JsonGenerator generator) {
    SimpleJsonpMapper.INSTANCE.serialize(value, generator);
  }

  @Override
  public <T> JsonpMapper withAttribute(String name, T value) {
    return SimpleJsonpMapper.INSTANCE.withAttribute(name, value);
  }
}
