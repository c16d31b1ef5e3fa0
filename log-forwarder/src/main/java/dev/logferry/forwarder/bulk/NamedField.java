package dev.logferry.forwarder.bulk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the field that an error's reason blames. The forms are those of Elasticsearch 7.17, 8.19
 * and 9.2, as the real servers answer them. Only the beginning of a reason counts: what follows can
 * quote the document.
 */
final class NamedField {

  private static final String NAME = "\\[([^\\]]{1,500})\\]";

  /** Optional position, then one form per line; each has the field, or its parent and the field. */
  private static final Pattern FORMS =
      Pattern.compile(
          "^(?:\\[\\d+:\\d+\\] )?(?:failed to parse: )?(?:"
              + String.join(
                  "|",
                  "failed to parse field " + NAME,
                  "object mapping for " + NAME + " tried to parse",
                  "mapper " + NAME + " cannot be changed",
                  "can't merge a non[ -](?:object|nested) mapping " + NAME,
                  "Cannot write to a field alias " + NAME,
                  "Limit of mapping depth \\[\\d+\\] has been exceeded due to object field " + NAME,
                  "Document contains at least one immense term in field=\"([^\"]{1,500})\"",
                  "mapping set to strict, dynamic introduction of " + NAME + " within " + NAME)
              + ")");

  private static final int STRICT_CHILD = 8;
  private static final int STRICT_PARENT = 9;

  private NamedField() {}

  /** The dotted path of the field; empty if the reason names none. */
  static String in(String reason) {
    Matcher form = FORMS.matcher(reason);
    if (!form.find()) {
      return "";
    }
    String parent = group(form, STRICT_PARENT);
    if (!parent.isEmpty()) {
      String child = group(form, STRICT_CHILD);
      return parent.equals("_doc") ? child : parent + "." + child;
    }
    String field = "";
    for (int i = 1; i < STRICT_CHILD && field.isEmpty(); i++) {
      field = group(form, i);
    }
    return field;
  }

  private static String group(Matcher form, int number) {
    String group = form.group(number);
    return group == null ? "" : group;
  }
}
