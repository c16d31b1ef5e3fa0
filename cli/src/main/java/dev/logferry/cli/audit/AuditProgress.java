package dev.logferry.cli.audit;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far an audit is.
 *
 * @param group number of the log group that is compared
 * @param start of the next part of the time range, in milliseconds since 1970
 * @param totals by log group
 * @param findingsBytes how much of the findings' file belongs to this
 */
public record AuditProgress(
    int group, long start, Map<String, AuditTotals> totals, long findingsBytes) {

  AuditProgress plus(String groupName, AuditTotals more) {
    Map<String, AuditTotals> sums = new TreeMap<>(totals);
    sums.merge(groupName, more, AuditTotals::plus);
    return new AuditProgress(group, start, sums, findingsBytes);
  }

  AuditProgress at(int newGroup, long newStart, long newFindingsBytes) {
    return new AuditProgress(newGroup, newStart, totals, newFindingsBytes);
  }

  public AuditTotals total() {
    return totals.values().stream().reduce(AuditTotals.NOTHING, AuditTotals::plus);
  }
}
