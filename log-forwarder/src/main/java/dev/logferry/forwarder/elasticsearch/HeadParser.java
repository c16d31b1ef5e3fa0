package dev.logferry.forwarder.elasticsearch;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.DefaultClassicHttpResponseFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.message.BufferedHeader;
import org.apache.hc.core5.http.message.LineParser;
import org.apache.hc.core5.http.message.RequestLine;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Parses the head of an answer, and says how long its body is and whether the connection can be
 * kept. The library's own classes for this bootstrap lambdas, which cost start-up time. Stateless.
 */
final class HeadParser
    implements LineParser, HttpMessageParserFactory<ClassicHttpResponse>, ContentLengthStrategy {

  static final HeadParser INSTANCE = new HeadParser();

  /** So that a head without end is not held in memory. */
  static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  private static final String VERSION_1 = "HTTP/1.";

  /** Version, a blank, three digits. */
  private static final int STATUS_LINE_LENGTH = 12;

  private HeadParser() {}

  @Override
  @SuppressWarnings("deprecation") // the interface has no other abstract method
  public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
    return new DefaultHttpResponseParser(LIMITS, this, DefaultClassicHttpResponseFactory.INSTANCE);
  }

  @Override
  public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
    String text = line.toString();
    boolean complete =
        text.length() >= STATUS_LINE_LENGTH
            && text.startsWith(VERSION_1)
            && (text.charAt(7) == '0' || text.charAt(7) == '1')
            && text.charAt(8) == ' '
            && (text.length() == STATUS_LINE_LENGTH || text.charAt(STATUS_LINE_LENGTH) == ' ');
    int status = 0;
    for (int i = 9; complete && i < STATUS_LINE_LENGTH; i++) {
      int digit = text.charAt(i) - '0';
      complete = digit >= 0 && digit <= 9;
      status = 10 * status + digit;
    }
    if (!complete || status < 100) {
      throw new ParseException("not the status line of HTTP/1.1 or HTTP/1.0");
    }
    return new StatusLine(
        text.charAt(7) == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0, status, "");
  }

  @Override
  public Header parseHeader(CharArrayBuffer line) throws ParseException {
    return new BufferedHeader(line);
  }

  @Override
  public RequestLine parseRequestLine(CharArrayBuffer line) throws ParseException {
    throw new ParseException("a request where an answer is expected");
  }

  @Override
  public long determineLength(HttpMessage message) throws HttpException {
    return isChunked(message)
        ? CHUNKED
        : DefaultContentLengthStrategy.INSTANCE.determineLength(message);
  }

  private static boolean isChunked(HttpMessage message) {
    Header encoding = message.getFirstHeader("Transfer-Encoding");
    return encoding != null
        && message.countHeaders("Transfer-Encoding") == 1
        && "chunked".equalsIgnoreCase(encoding.getValue());
  }

  /**
   * Whether another request can follow on the same connection.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.3">RFC 9112, persistence</a>
   */
  static boolean keepsConnection(ClassicHttpResponse answer) {
    if (answer.getVersion() != null && answer.getVersion().lessEquals(HttpVersion.HTTP_1_0)) {
      return false;
    }
    for (Header connection : answer.getHeaders("Connection")) {
      if (!"keep-alive".equalsIgnoreCase(connection.getValue())) {
        return false;
      }
    }
    boolean chunked = isChunked(answer);
    int lengths = answer.countHeaders("Content-Length");
    return chunked ? lengths == 0 : lengths == 1 && !answer.containsHeader("Transfer-Encoding");
  }
}
