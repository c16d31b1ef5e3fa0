package dev.logferry.api.contract;

import java.util.Map;

/**
 * What the document says about one response.
 *
 * @param component its name among the components
 * @param headers by name, whatever the case
 * @param content where the schema of each content type stands
 */
record DocumentedResponse(
    String component, Map<String, Header> headers, Map<String, String> content) {

  /** One of its headers. */
  record Header(boolean required, String schemaPointer) {}
}
