package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.json.Hash;
import java.util.Arrays;

/**
 * Packages that are not the application's, by their first one to three parts. Adding one changes
 * the keys of errors with frames in it, once.
 */
final class KnownPackages {

  static final KnownPackages JAVA =
      new KnownPackages(3)
          .with(Origin.RUNTIME, "java javax jdk sun com.sun kotlin kotlinx _COROUTINE scala groovy")
          .with(Origin.RUNTIME, "org.codehaus.groovy org.apache.groovy clojure")
          .with(Origin.LIBRARY, "jakarta org.springframework org.apache org.hibernate org.jboss")
          .with(Origin.LIBRARY, "io.netty io.undertow io.vertx io.quarkus io.micronaut io.helidon")
          .with(
              Origin.LIBRARY, "io.grpc io.micrometer io.opentelemetry io.lettuce io.projectreactor")
          .with(
              Origin.LIBRARY, "io.reactivex io.ktor io.smallrye io.dropwizard io.javalin io.sentry")
          .with(Origin.LIBRARY, "io.github.resilience4j reactor rx akka play feign graphql okhttp3")
          .with(Origin.LIBRARY, "okio retrofit2 freemarker org.thymeleaf org.eclipse.jetty")
          .with(Origin.LIBRARY, "org.eclipse.microprofile org.glassfish org.slf4j ch.qos.logback")
          .with(Origin.LIBRARY, "org.postgresql org.mariadb org.h2 org.hsqldb org.jooq org.mybatis")
          .with(
              Origin.LIBRARY,
              "org.flywaydb org.quartz org.aspectj org.elasticsearch org.opensearch")
          .with(
              Origin.LIBRARY, "org.mongodb org.redisson org.junit org.mockito net.bytebuddy net.sf")
          .with(Origin.LIBRARY, "com.zaxxer com.fasterxml tools.jackson com.google.common")
          .with(Origin.LIBRARY, "com.google.inject com.google.gson com.google.protobuf com.mysql")
          .with(Origin.LIBRARY, "com.mongodb com.microsoft.sqlserver com.amazonaws com.hazelcast")
          .with(Origin.LIBRARY, "com.netflix com.github.benmanes com.rabbitmq com.datastax")
          .with(Origin.LIBRARY, "com.linecorp.armeria com.codahale com.sksamuel redis.clients")
          .with(Origin.LIBRARY, "oracle.jdbc oracle.net co.elastic software.amazon.awssdk")
          .with(Origin.LIBRARY, "software.amazon.lambda datadog.trace org.gradle org.codehaus");

  static final KnownPackages DOTNET =
      new KnownPackages(2)
          .with(Origin.RUNTIME, "System Internal FSharp Interop")
          .with(Origin.LIBRARY, "Microsoft Npgsql MySql MySqlConnector Dapper Newtonsoft Polly")
          .with(Origin.LIBRARY, "Serilog NLog AutoMapper MediatR MassTransit Grpc Autofac Castle")
          .with(Origin.LIBRARY, "MongoDB StackExchange RabbitMQ Confluent NHibernate Hangfire")
          .with(
              Origin.LIBRARY, "FluentValidation Refit RestSharp Amazon Azure Oracle OpenTelemetry")
          .with(Origin.LIBRARY, "HotChocolate NServiceBus Quartz Swashbuckle xunit NUnit");

  /** The first path elements of Go's standard library. */
  static final KnownPackages GO =
      new KnownPackages(1)
          .with(Origin.RUNTIME, "archive bufio bytes cmp compress container context crypto")
          .with(Origin.RUNTIME, "database debug embed encoding errors expvar flag fmt go hash html")
          .with(Origin.RUNTIME, "image index internal io iter log maps math mime net os panic path")
          .with(Origin.RUNTIME, "plugin reflect regexp runtime slices sort strconv strings sync")
          .with(Origin.RUNTIME, "syscall testing text time unicode unique unsafe weak");

  /** Open addressing, at most a quarter full. Equal hashes of different packages do not occur. */
  private static final int SLOTS = 1_024;

  private final int maxParts;
  private final long[] hashes = new long[SLOTS];
  private final Origin[] origins = new Origin[SLOTS];

  private KnownPackages(int maxParts) {
    this.maxParts = maxParts;
    Arrays.fill(origins, Origin.APPLICATION);
  }

  private KnownPackages with(Origin origin, String names) {
    for (String name : names.split(" ", -1)) {
      byte[] bytes = Bytes.ascii(name);
      long hash = Hash.of(bytes, 0, bytes.length);
      int slot = slot(hash);
      hashes[slot] = hash;
      origins[slot] = origin;
    }
    return this;
  }

  /** Whose code a name in full is, such as {@code org.hibernate.Session.get}. */
  Origin origin(byte[] bytes, int start, int end) {
    long hash = Hash.EMPTY;
    int parts = 0;
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (b == '.' || b == '/') {
        Origin origin = origins[slot(hash)];
        parts++;
        if (origin != Origin.APPLICATION || parts == maxParts) {
          return origin;
        }
      }
      hash = Hash.step(hash, b);
    }
    return origins[slot(hash)];
  }

  /** The slot that has the hash, or the free one where it would be. */
  private int slot(long hash) {
    int slot = Hash.slot(hash, SLOTS);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}
