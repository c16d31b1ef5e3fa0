package dev.logferry.cli.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page in Markdown.
 *
 * @param file relative to the root
 */
record Page(Path file, String text) {

  static final Path ROOT = Path.of(System.getProperty("logferry.root", "..")).normalize();

  private static final Pattern SHELL_BLOCK =
      Pattern.compile("(?ms)^( *)```(?:sh|bash)\n(.*?)^ *```$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  /** Every page of the repository. */
  static List<Page> all() {
    try (Stream<Path> files =
        Files.find(ROOT, 4, (file, _) -> file.toString().endsWith(".md") && isSource(file))) {
      return files.map(Page::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file) {
    for (Path part : ROOT.relativize(file)) {
      String name = part.toString();
      if (name.startsWith(".") || name.equals("target") || name.equals("node_modules")) {
        return false;
      }
    }
    return true;
  }

  private static Page read(Path file) {
    try {
      return new Page(ROOT.relativize(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scripts of the page, without the indentation of their blocks. */
  List<String> shellBlocks() {
    return SHELL_BLOCK
        .matcher(text)
        .results()
        .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
        .toList();
  }

  /** Every command of these programs, in blocks and between backticks. */
  List<ShellCommand> commands(String... programs) {
    List<ShellCommand> commands = new ArrayList<>();
    for (String block : shellBlocks()) {
      commands.addAll(ShellCommand.in(block, programs));
    }
    String prose = BLOCK.matcher(text).replaceAll("");
    for (MatchResult inline : INLINE.matcher(prose).results().toList()) {
      commands.addAll(ShellCommand.in(inline.group(1).replace('\n', ' '), programs));
    }
    return commands;
  }

  /** The links that lead to files of the repository, or within the page. */
  List<String> localLinks() {
    return LINK.matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
        .toList();
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    return HEADING
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
