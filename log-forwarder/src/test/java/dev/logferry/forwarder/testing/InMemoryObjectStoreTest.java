package dev.logferry.forwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryObjectStoreTest {

  private final InMemoryObjectStore store = new InMemoryObjectStore().withPageSize(2);

  @Test
  void lists_every_page_in_the_order_of_bytes() throws IOException {
    for (String key : List.of("p/\uFF5E", "p/a", "p/\uD83D\uDE00", "p/B", "q/a", "p/ä", "o")) {
      store.put("b", key, new byte[3]);
    }
    List<String> keys = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      ObjectPage page = store.list("b", "p/", continuation);
      assertThat(page.objects()).hasSizeLessThanOrEqualTo(2);
      page.objects().forEach(entry -> keys.add(entry.key()));
      continuation = page.continuation();
    } while (continuation.isPresent());

    assertThat(keys).containsExactly("p/B", "p/a", "p/ä", "p/\uFF5E", "p/\uD83D\uDE00");
  }

  @Test
  void an_object_that_goes_while_one_lists_hides_no_other() throws IOException {
    for (String key : List.of("a", "b", "c", "d")) {
      store.put("b", key, new byte[0]);
    }
    ObjectPage first = store.list("b", "", Optional.empty());
    store.delete("b", "a");
    store.delete("b", "b");

    assertThat(store.list("b", "", first.continuation()).objects())
        .extracting(ObjectPage.Entry::key)
        .containsExactly("c", "d");
  }

  @Test
  void fails_as_it_is_told_and_recovers() throws IOException {
    store.next(Operation.PUT, Failure.REFUSED, Failure.NONE, Failure.ANSWER_LOST);
    assertThatThrownBy(() -> store.put("b", "1", new byte[1])).isInstanceOf(IOException.class);
    store.put("b", "2", new byte[1]);
    assertThatThrownBy(() -> store.put("b", "3", new byte[1])).isInstanceOf(IOException.class);
    assertThat(store.keys("b")).containsExactly("2", "3");

    store.always(Failure.REFUSED, call -> call.operation() == Operation.DELETE);
    assertThatThrownBy(() -> store.delete("b", "2")).isInstanceOf(IOException.class);
    store.recover();
    store.delete("b", "2");
    assertThat(store.keys("b")).containsExactly("3");
  }

  @Test
  void a_stream_breaks_after_half_of_the_object() throws IOException {
    store.put("b", "1", new byte[10]);
    store.next(Operation.OPEN, Failure.STREAM_BREAKS);
    try (InputStream in = store.open("b", "1")) {
      assertThat(in.readNBytes(5)).hasSize(5);
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> store.open("b", "2")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void takes_calls_of_several_threads() {
    IntStream.range(0, 500)
        .parallel()
        .forEach(
            number -> {
              try {
                store.put("b", "k" + number, new byte[1]);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(store.keys("b")).hasSize(500);
    assertThat(store.calls()).hasSize(500);
  }
}
