package dev.logferry.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The Query API of EC2, by the SDK's own HTTP client and signer. The SDK's client of EC2 alone
 * would add 30 MB for the three actions that are needed. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-permissions.html">Amazon
 *     EC2 API: Query requests</a>
 */
public final class Ec2Api implements AutoCloseable {
  private static final String VERSION = "2016-11-15";

  private final URI endpoint;
  private final String region;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;

  Ec2Api(URI endpoint, String region, AwsCredentialsProvider credentials, SdkHttpClient http) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.http = http;
  }

  /**
   * Calls an action that only reads.
   *
   * @param action such as {@code DescribeVpcEndpoints}
   * @param parameters such as {@code Filter.1.Name}
   * @throws SdkException if AWS does not answer, or refuses
   */
  public Document call(String action, Map<String, String> parameters) {
    Map<String, String> form = new TreeMap<>(parameters);
    form.put("Action", action);
    form.put("Version", VERSION);
    byte[] body =
        form.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(UTF_8);
    try {
      HttpExecuteResponse response = send(body);
      try (InputStream content =
          response
              .responseBody()
              .map(InputStream.class::cast)
              .orElseGet(InputStream::nullInputStream)) {
        return answer(response.httpResponse().statusCode(), content.readAllBytes());
      }
    } catch (IOException unreachable) {
      throw SdkClientException.create(
          "%s does not answer: %s".formatted(endpoint, unreachable.getMessage()), unreachable);
    }
  }

  private HttpExecuteResponse send(byte[] body) throws IOException {
    ContentStreamProvider content = ContentStreamProvider.fromByteArray(body);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(endpoint)
            .encodedPath("/")
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .putHeader("Content-Length", String.valueOf(body.length))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    return http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(content))
                .build())
        .call();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Document answer(int status, byte[] body) {
    Document document;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw SdkClientException.create("the answer (%d) is not EC2's".formatted(status), e);
    }
    if (status == 200) {
      return document;
    }
    throw AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(text(document, "Code"))
                .errorMessage(text(document, "Message"))
                .build())
        .build();
  }

  private static String text(Document document, String tag) {
    var elements = document.getElementsByTagName(tag);
    return elements.getLength() == 0 ? "unknown error" : elements.item(0).getTextContent();
  }

  @Override
  public void close() {
    http.close();
  }
}
