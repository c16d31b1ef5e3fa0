package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Logs what is allowed but dangerous in the settings, once at each cold start. */
final class StartWarnings {

  private StartWarnings() {}

  static void log(List<String> warnings) {
    for (String warning : warnings) {
      StringWriter line = new StringWriter();
      try (JsonGenerator out =
          new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
        out.writeStartObject();
        out.writeStringProperty("log.level", "WARN");
        out.writeStringProperty("message", warning);
        out.writeEndObject();
      }
      LambdaRuntime.getLogger().log((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
