package dev.logferry.forwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page in {@code docs/} that is generated from the code. It stands between {@code <!--
 * NAME: written by TEST -->} and {@code <!-- end of NAME -->}.
 *
 * @param page relative to the project's root
 * @param name of the section
 */
public record PageSection(String page, String name) {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));

  /** Verifies that the section is what is generated; writes it first if that is asked for. */
  public void verify(String generated) {
    if (Boolean.getBoolean("logferry.docs.write")) {
      String text = read();
      String changed = text.substring(0, begin(text)) + generated + text.substring(end(text));
      write(changed);
    }
    String text = read();

    assertThat(text.substring(begin(text), end(text)))
        .as("%s in %s; regenerate it with -Dlogferry.docs.write=true", name, page)
        .isEqualTo(generated);
  }

  private int begin(String text) {
    int marker = text.indexOf("<!-- " + name + ": written by ");
    assertThat(marker).as("the marker of %s in %s", name, page).isNotNegative();
    return text.indexOf('\n', marker) + 1;
  }

  private int end(String text) {
    int end = text.indexOf("<!-- end of " + name + " -->");
    assertThat(end).as("the end of %s in %s", name, page).isGreaterThanOrEqualTo(begin(text));
    return end;
  }

  private String read() {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(ROOT.resolve(page), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
