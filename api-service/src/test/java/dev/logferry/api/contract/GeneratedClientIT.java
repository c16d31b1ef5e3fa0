package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.logferry.api.client.ApiClient;
import dev.logferry.api.client.ApiException;
import dev.logferry.api.client.JSON;
import dev.logferry.api.client.OperationsApi;
import dev.logferry.api.client.ProductsApi;
import dev.logferry.api.client.RankingsApi;
import dev.logferry.api.client.ReviewsApi;
import dev.logferry.api.client.model.HealthStatus;
import dev.logferry.api.client.model.Period;
import dev.logferry.api.client.model.Problem;
import dev.logferry.api.client.model.Product;
import dev.logferry.api.client.model.ProductList;
import dev.logferry.api.client.model.ProductSort;
import dev.logferry.api.client.model.ProductSummary;
import dev.logferry.api.client.model.Ranking;
import dev.logferry.api.client.model.Review;
import dev.logferry.api.client.model.ReviewList;
import dev.logferry.api.client.model.ReviewSort;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a user gets who generates a client from the contract; that it compiles is a part of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked // a generated client takes null for every parameter that is left out
class GeneratedClientIT {

  private final TestedService service = TestedService.open();
  private final ApiClient client = client();

  private ApiClient client() {
    ApiClient generated = new ApiClient();
    generated.updateBaseUri(service.address().toString());
    return generated;
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void finds_products_and_reads_one_of_them() throws ApiException {
    ProductsApi products = new ProductsApi(client);
    ProductList found =
        products.listProducts(null, null, null, "ルミベル シャンプー", null, 5, null, true, null);
    ProductSummary best = found.getItems().getFirst();

    Product product = products.getProduct(best.getId(), null);

    assertThat(best.getId()).isEqualTo(61);
    assertThat(found.getTotal().getCount()).isPositive();
    assertThat(product.getName()).isEqualTo(best.getName());
    assertThat(product.getRating().getHistogram()).hasSize(5);
  }

  @Test
  void walks_a_list_by_its_cursors() throws ApiException {
    ProductsApi products = new ProductsApi(client);
    ProductList first =
        products.listProducts(null, "serum", null, null, ProductSort.NEWEST, 2, null, null, null);

    ProductList second =
        products.listProducts(
            null, "serum", null, null, ProductSort.NEWEST, 2, first.getNextCursor(), null, null);

    assertThat(second.getItems()).doesNotContainAnyElementsOf(first.getItems());
    assertThat(
            products
                .listProducts(List.of(1L, 2L), null, null, null, null, null, null, null, null)
                .getItems())
        .hasSize(2);
    assertThat(products.listCategories(null, null, null).getItems()).isNotEmpty();
    assertThat(products.listBrands(3, null, null).getItems()).hasSize(3);
  }

  @Test
  void reads_reviews_and_rankings() throws ApiException {
    ReviewsApi reviews = new ReviewsApi(client);
    ReviewList list =
        reviews.listReviews(61L, ReviewSort.HELPFUL, 5, null, null, 1, null, null, null);
    Review review = reviews.getReview(list.getItems().getFirst().getId(), null);
    Ranking ranking = new RankingsApi(client).getRanking("shampoo", Period.YEAR, 3, null);

    assertThat(review.getRating()).isEqualTo(5);
    assertThat(review.getPostedAt()).isNotNull();
    assertThat(ranking.getItems().getFirst().getRank()).isEqualTo(1);
    assertThat(new OperationsApi(client).getReadiness().getStatus()).isEqualTo(HealthStatus.UP);
  }

  @Test
  void reads_a_problem() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> new ProductsApi(client).getProduct(Long.MAX_VALUE, null))
        .satisfies(
            e -> {
              Problem problem = problem(Objects.requireNonNull(e.getResponseBody()));
              assertThat(e.getCode()).isEqualTo(400);
              assertThat(problem.getType()).isEqualTo("/problems#invalid-parameters");
              assertThat(problem.getErrors().getFirst().getParameter()).isEqualTo("id");
            });
  }

  private static Problem problem(String body) throws JsonProcessingException {
    return JSON.getDefault().getMapper().readValue(body, Problem.class);
  }
}
