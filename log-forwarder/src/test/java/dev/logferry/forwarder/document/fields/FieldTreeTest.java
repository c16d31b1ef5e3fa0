package dev.logferry.forwarder.document.fields;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldTreeTest {

  private static final int ROOT = 0;

  private final FieldTree tree = new FieldTree();

  @Test
  void after_a_line_with_thousands_of_fields_arrays_are_kept_and_forgotten_as_before() {
    addFields(5_000);
    tree.clear();
    int array = child("array");
    for (int i = 0; i < 1_000; i++) {
      tree.element(array);
    }

    tree.clear();

    assertThat(tree.size()).isOne();
    int first = child("field-1");
    assertThat(child("field-1")).isEqualTo(first);
    assertThat(tree.size()).isEqualTo(2);
  }

  private void addFields(int count) {
    for (int i = 0; i < count; i++) {
      child("field-" + i);
    }
  }

  private int child(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return tree.child(ROOT, bytes, 0, bytes.length);
  }
}
