package dev.logferry.api.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextLinkTest {

  private static String link(String query) {
    Request request = new Request("/v1/products", Map.of(), query);
    Response response = Response.of("text/plain", new byte[0], Caching.NO_STORE);
    return NextLink.added(response, request, Optional.of("new")).headers().getOrDefault("Link", "");
  }

  @Test
  void the_same_list_goes_on_at_the_new_cursor() {
    assertThat(link("")).isEqualTo("</v1/products?cursor=new>; rel=\"next\"");
    assertThat(link("limit=5&query=%E5%8C%96"))
        .isEqualTo("</v1/products?limit=5&query=%E5%8C%96&cursor=new>; rel=\"next\"");
  }

  @Test
  void the_old_cursor_goes() {
    assertThat(link("cursor=old&limit=5"))
        .isEqualTo("</v1/products?limit=5&cursor=new>; rel=\"next\"");
  }
}
