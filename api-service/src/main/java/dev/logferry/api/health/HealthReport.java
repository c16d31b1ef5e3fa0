package dev.logferry.api.health;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/**
 * How the service is.
 *
 * @param checks what that was concluded from
 */
@Json
public record HealthReport(State status, List<Check> checks) {

  /** As load balancers and people read it. */
  public enum State {
    UP,
    DOWN
  }

  /**
   * One thing that was looked at.
   *
   * @param detail what is wrong with it
   */
  @Json
  public record Check(String name, State status, Optional<String> detail) {}

  static HealthReport of(List<Check> checks) {
    boolean up = checks.stream().allMatch(check -> check.status() == State.UP);
    return new HealthReport(up ? State.UP : State.DOWN, checks);
  }
}
