package dev.logferry.localstack.cloudwatch;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** AWS's own client, on a server of this machine. */
record LogsClient(CloudWatchLogsClient sdk) implements AutoCloseable {

  static LogsClient of(URI url) {
    return new LogsClient(
        CloudWatchLogsClient.builder()
            .endpointOverride(url)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build());
  }

  void create(String group, String... streams) {
    sdk.createLogGroup(request -> request.logGroupName(group));
    for (String stream : streams) {
      sdk.createLogStream(request -> request.logGroupName(group).logStreamName(stream));
    }
  }

  /** One event per message, a millisecond apart. */
  void put(String group, String stream, long firstMillis, List<String> messages) {
    List<InputLogEvent> events = new ArrayList<>();
    for (String message : messages) {
      long time = firstMillis + events.size();
      events.add(InputLogEvent.builder().timestamp(time).message(message).build());
    }
    sdk.putLogEvents(
        request -> request.logGroupName(group).logStreamName(stream).logEvents(events));
  }

  /** Every page, until there is no token. */
  List<FilterLogEventsResponse> pages(Consumer<FilterLogEventsRequest.Builder> request) {
    List<FilterLogEventsResponse> pages = new ArrayList<>();
    String token = null;
    do {
      String next = token;
      FilterLogEventsResponse page =
          sdk.filterLogEvents(builder -> builder.applyMutation(request).nextToken(next));
      pages.add(page);
      token = page.nextToken();
    } while (token != null);
    return pages;
  }

  List<FilteredLogEvent> all(Consumer<FilterLogEventsRequest.Builder> request) {
    return pages(request).stream().flatMap(page -> page.events().stream()).toList();
  }

  @Override
  public void close() {
    sdk.close();
  }
}
