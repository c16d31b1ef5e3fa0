package dev.logferry.cli.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command of a script, as far as its first redirection.
 *
 * @param words the program and its arguments, without their quotation marks; variables and
 *     substitutions stay as they are written
 */
record ShellCommand(List<String> words) {

  /** Finds the commands of these programs, also inside of substitutions and functions. */
  static List<ShellCommand> in(String script, String... programs) {
    String text = script.replace("\\\n", " ").replaceAll("(?m)(^|\\s)#\\s.*$", "");
    String names = List.of(programs).stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Matcher start =
        Pattern.compile(
                "(?m)(?:^|[|;&({]|\\bdo\\b|\\bthen\\b)\\s*(?:[A-Z_]+=\\S* )*("
                    + names
                    + ")(?=\\s|$)")
            .matcher(text);
    List<ShellCommand> commands = new ArrayList<>();
    for (int from = 0; start.find(from); from = start.end(1)) {
      commands.add(new ShellCommand(new Words(text, start.start(1)).read()));
    }
    return commands;
  }

  /** The value of an option: the word after it, or what is behind its equals sign. */
  List<String> valuesOf(String option) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).equals(option) && i + 1 < words.size()) {
        values.add(words.get(i + 1));
      } else if (words.get(i).startsWith(option + "=")) {
        values.add(words.get(i).substring(option.length() + 1));
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }

  /** Splits as a shell does, without expanding anything. Not thread-safe. */
  private static final class Words {
    private final String text;
    private int at;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    Words(String text, int at) {
      this.text = text;
      this.at = at;
    }

    List<String> read() {
      while (at < text.length() && !isEnd(text.charAt(at))) {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t') {
          endWord();
          at++;
        } else if (c == '\'') {
          int end = text.indexOf('\'', at + 1);
          append(text.substring(at + 1, end));
          at = end + 1;
        } else if (c == '"') {
          quoted();
        } else if (text.startsWith("$(", at)) {
          append(substitution());
        } else if (c == '\\' && at + 1 < text.length()) {
          append(text.substring(at + 1, at + 2));
          at += 2;
        } else {
          append(String.valueOf(c));
          at++;
        }
      }
      endWord();
      return words;
    }

    private boolean isEnd(char c) {
      boolean isComment = c == '#' && !inWord;
      return isComment || "\n|;&)<>".indexOf(c) >= 0;
    }

    private void quoted() {
      append("");
      at++;
      while (text.charAt(at) != '"') {
        if (text.startsWith("$(", at)) {
          append(substitution());
        } else {
          at += text.charAt(at) == '\\' ? 1 : 0;
          append(text.substring(at, at + 1));
          at++;
        }
      }
      at++;
    }

    private String substitution() {
      int begin = at;
      at += 2;
      for (int depth = 1; depth > 0; at++) {
        char c = text.charAt(at);
        if (c == '\'') {
          at = text.indexOf('\'', at + 1);
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      return text.substring(begin, at);
    }

    private void append(String part) {
      inWord = true;
      word.append(part);
    }

    private void endWord() {
      if (inWord) {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
      }
    }
  }
}
