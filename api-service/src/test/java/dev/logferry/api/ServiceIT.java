package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The service as its users meet it, over sample data. */
class ServiceIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static TestApi api;

  @BeforeAll
  static void start() {
    api = TestApi.start(TestDatabase.seeded(), Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static HttpResponse<String> get(String path) {
    try {
      return CLIENT.send(HttpRequest.newBuilder(api.uri(path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> management(String path) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(api.managementUri(path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  @Test
  void a_product_page_has_its_rating_in_all_detail() {
    JsonNode listed = json("/v1/products?sort=reviews&limit=1").get("items").get(0);
    JsonNode product = json("/v1/products/" + listed.get("id").asLong());

    assertThat(product.get("name")).isEqualTo(listed.get("name"));
    assertThat(product.at("/rating/count")).isEqualTo(listed.at("/rating/count"));
    assertThat(product.at("/rating/histogram").size()).isEqualTo(5);
    assertThat(product.at("/brand/slug").asString()).isNotBlank();
    assertThat(product.get("priceYen").asInt()).isPositive();
  }

  @Test
  void links_lead_through_a_whole_list_without_a_gap_or_a_repetition() {
    Set<Long> ids = new HashSet<>();
    int items = 0;
    Optional<String> next = Optional.of("/v1/products?sort=newest&limit=100");
    while (next.isPresent()) {
      HttpResponse<String> response = get(next.get());
      for (JsonNode item : JSON.readTree(response.body()).get("items")) {
        items++;
        ids.add(item.get("id").asLong());
      }
      next = response.headers().firstValue("Link").map(link -> link.replaceAll("<(.*)>.*", "$1"));
    }

    assertThat(items).isEqualTo(300);
    assertThat(ids).hasSize(300);
  }

  @Test
  void a_cursor_of_another_list_is_refused_by_name() {
    String cursor = json("/v1/products?limit=1").get("nextCursor").asString();
    HttpResponse<String> response = get("/v1/products?limit=1&sort=newest&cursor=" + cursor);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).at("/errors/0/parameter").asString())
        .isEqualTo("cursor");
  }

  @Test
  void reviews_are_filtered_as_asked() {
    long product = json("/v1/products?sort=reviews&limit=1").at("/items/0/id").asLong();
    JsonNode reviews = json("/v1/products/" + product + "/reviews?rating=5&sort=helpful");

    assertThat(reviews.get("items")).isNotEmpty();
    for (JsonNode review : reviews.get("items")) {
      assertThat(review.get("rating").asInt()).isEqualTo(5);
      assertThat(review.get("productId").asLong()).isEqualTo(product);
    }
    long id = reviews.at("/items/0/id").asLong();
    assertThat(json("/v1/reviews/" + id)).isEqualTo(reviews.at("/items/0"));
  }

  @Test
  void a_ranking_counts_from_one() {
    String category =
        json("/v1/products?sort=reviews&limit=1").at("/items/0/category/slug").asString();
    JsonNode ranking = json("/v1/rankings/" + category + "?period=year&limit=3");

    assertThat(ranking.get("period").asString()).isEqualTo("year");
    assertThat(ranking.at("/items/0/rank").asInt()).isEqualTo(1);
    assertThat(ranking.at("/items/0/product/category/slug").asString()).isEqualTo(category);
  }

  @Test
  void what_is_not_there_is_a_problem() {
    assertThat(get("/v1/products/999999999").statusCode()).isEqualTo(404);
    assertThat(get("/v1/products/999999999/reviews").statusCode()).isEqualTo(404);
    assertThat(get("/v1/reviews/999999999").statusCode()).isEqualTo(404);
    assertThat(get("/v1/rankings/no-such-thing").statusCode()).isEqualTo(404);
  }

  @Test
  void it_is_alive_ready_and_measured() {
    assertThat(json("/health/live").get("status").asString()).isEqualTo("UP");
    assertThat(json("/health/ready").get("status").asString()).isEqualTo("UP");
    assertThat(management("/health/ready").statusCode()).isEqualTo(200);
    assertThat(management("/metrics").body())
        .contains("http_server_requests_seconds_count", "hikaricp_connections_active");
    assertThat(get("/metrics").statusCode()).isEqualTo(404);
  }
}
