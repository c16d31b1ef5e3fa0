package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.logferry.forwarder.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Logs what is allowed but dangerous in the settings, once at each cold start. */
final class StartWarnings {

  private StartWarnings() {}

  static void log(List<String> warnings) {
    for (String warning : warnings) {
      JsonWriter line = new JsonWriter();
      line.beginObject();
      line.member("log.level", "WARN");
      line.member("message", warning);
      line.endObject();
      LambdaRuntime.getLogger().log((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
