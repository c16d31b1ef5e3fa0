package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Ec2Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The network of a function, as the EC2 API describes it. Not thread-safe. */
final class Vpc {
  private static final String MAIN = "main";

  private final Ec2Api ec2;
  private final String id;

  /**
   * A VPC endpoint that is available.
   *
   * @param service such as {@code com.amazonaws.eu-central-1.s3}
   * @param type {@code Gateway} or {@code Interface}
   */
  record Endpoint(String id, String service, String type, boolean privateDns) {}

  /**
   * A route table, as far as it matters.
   *
   * @param defaultTarget where 0.0.0.0/0 leads, such as {@code nat-0123}; empty if nowhere
   * @param gatewayEndpoints ids of endpoints that are routes in it
   */
  record RouteTable(String id, String defaultTarget, List<String> gatewayEndpoints) {}

  Vpc(Ec2Api ec2, String id) {
    this.ec2 = ec2;
    this.id = id;
  }

  /**
   * Whether an attribute is on.
   *
   * @param name {@code enableDnsSupport} or {@code enableDnsHostnames}
   */
  boolean attribute(String name) {
    Element answer =
        ec2.call("DescribeVpcAttribute", Map.of("VpcId", id, "Attribute", name))
            .getDocumentElement();
    return child(answer, name).map(value -> text(value, "value")).orElse("").equals("true");
  }

  List<Endpoint> endpoints() {
    Element answer = ec2.call("DescribeVpcEndpoints", ofVpc()).getDocumentElement();
    List<Endpoint> endpoints = new ArrayList<>();
    for (Element item : items(answer, "vpcEndpointSet")) {
      if (text(item, "state").equalsIgnoreCase("available")) {
        endpoints.add(
            new Endpoint(
                text(item, "vpcEndpointId"),
                text(item, "serviceName"),
                text(item, "vpcEndpointType"),
                text(item, "privateDnsEnabled").equals("true")));
      }
    }
    return endpoints;
  }

  /** The route table of each subnet: its own, or the VPC's main one. */
  Map<String, RouteTable> routeTables(List<String> subnets) {
    Element answer = ec2.call("DescribeRouteTables", ofVpc()).getDocumentElement();
    Map<String, RouteTable> bySubnet = new HashMap<>();
    for (Element item : items(answer, "routeTableSet")) {
      RouteTable table = routeTable(item);
      for (Element association : items(item, "associationSet")) {
        bySubnet.put(
            text(association, "main").equals("true") ? MAIN : text(association, "subnetId"), table);
      }
    }
    Map<String, RouteTable> tables = new HashMap<>();
    for (String subnet : subnets) {
      RouteTable table = bySubnet.getOrDefault(subnet, bySubnet.get(MAIN));
      if (table != null) {
        tables.put(subnet, table);
      }
    }
    return tables;
  }

  private static RouteTable routeTable(Element item) {
    String defaultTarget = "";
    List<String> gatewayEndpoints = new ArrayList<>();
    for (Element route : items(item, "routeSet")) {
      if (!text(route, "state").equals("active")) {
        continue;
      }
      String gateway = text(route, "gatewayId");
      if (gateway.startsWith("vpce-")) {
        gatewayEndpoints.add(gateway);
      }
      if (text(route, "destinationCidrBlock").equals("0.0.0.0/0")) {
        defaultTarget =
            List.of("natGatewayId", "transitGatewayId", "networkInterfaceId", "gatewayId").stream()
                .map(target -> text(route, target))
                .filter(target -> !target.isEmpty())
                .findFirst()
                .orElse("somewhere");
      }
    }
    return new RouteTable(text(item, "routeTableId"), defaultTarget, gatewayEndpoints);
  }

  private Map<String, String> ofVpc() {
    return Map.of("Filter.1.Name", "vpc-id", "Filter.1.Value.1", id);
  }

  private static List<Element> items(Element parent, String set) {
    return child(parent, set).map(it -> children(it, "item")).orElse(List.of());
  }

  private static String text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent).orElse("").strip();
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
