package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns the SDK's exceptions into sentences with a remedy. */
public final class AwsProblem {

  private AwsProblem() {}

  /**
   * The exception that ends a command, with exit code 3.
   *
   * @param doing what was tried: {@code reading the secret 'x'}
   */
  public static CommandException of(String doing, SdkException e) {
    return new UndeterminedException("%s failed: %s".formatted(doing, explain(e)), e);
  }

  /** What went wrong and what to do. */
  public static String explain(SdkException e) {
    if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      String code = String.valueOf(answer.awsErrorDetails().errorCode());
      String message = answer.awsErrorDetails().errorMessage();
      return "%s (%d)%s%s"
          .formatted(
              code, answer.statusCode(), message == null ? "" : ": " + message, remedy(code));
    }
    String message = CommandException.reasonOf(e);
    if (message.startsWith("Unable to load credentials")) {
      return "there are no AWS credentials; run aws sso login or aws configure, or name a profile with AWS_PROFILE or --aws-profile";
    }
    return message;
  }

  private static String remedy(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.contains("expired")) {
      return "; sign in again (aws sso login), or renew AWS_SESSION_TOKEN";
    }
    if (lower.contains("accessdenied") || lower.contains("unauthorized")) {
      return "; give your role that permission";
    }
    if (lower.contains("unrecognizedclient") || lower.contains("invalidclienttokenid")) {
      return "; check AWS_PROFILE or AWS_ACCESS_KEY_ID";
    }
    return "";
  }
}
