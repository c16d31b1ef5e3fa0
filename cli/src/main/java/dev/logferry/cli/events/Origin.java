package dev.logferry.cli.events;

/**
 * Where CloudWatch would say that the events come from.
 *
 * @param owner account id, 12 digits
 */
public record Origin(String owner, String logGroup, String logStream) {

  public Origin {
    if (!owner.matches("\\d{12}")) {
      throw new IllegalArgumentException(
          "owner must be an AWS account id of 12 digits, not '%s'".formatted(owner));
    }
    if (!logGroup.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
      throw new IllegalArgumentException(
          "log group must be 1 to 512 letters, digits or . - _ / #, not '%s'".formatted(logGroup));
    }
    if (!logStream.matches("[^:*]{1,512}")) {
      throw new IllegalArgumentException(
          "log stream must be 1 to 512 characters without : and *, not '%s'".formatted(logStream));
    }
  }
}
