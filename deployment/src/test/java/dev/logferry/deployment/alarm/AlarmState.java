package dev.logferry.deployment.alarm;

/** A state that an alarm can have. */
public enum AlarmState {
  OK,
  ALARM,
  INSUFFICIENT_DATA
}
