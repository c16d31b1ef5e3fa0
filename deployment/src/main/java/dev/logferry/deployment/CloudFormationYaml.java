package dev.logferry.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a template, with the short forms of the intrinsic functions written out. */
final class CloudFormationYaml extends SafeConstructor {

  private CloudFormationYaml(LoaderOptions options) {
    super(options);
    yamlMultiConstructors.put("!", new Intrinsic());
  }

  static ObjectNode read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(1000);
    try {
      Object template = new Yaml(new CloudFormationYaml(options)).load(Files.readString(file));
      return JsonMapper.shared().valueToTree(template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Intrinsic extends AbstractConstruct {
    @Override
    public Object construct(Node node) {
      String name = node.getTag().getValue().substring(1);
      boolean plain = name.equals("Ref") || name.equals("Condition");
      Object argument =
          switch (node) {
            case ScalarNode text when name.equals("GetAtt") ->
                List.of(text.getValue().split("\\.", 2));
            case ScalarNode text -> text.getValue();
            case SequenceNode list -> constructSequence(list);
            case MappingNode map -> constructMapping(map);
            default -> throw new IllegalArgumentException("not a node of a template: " + node);
          };
      return Map.of(plain ? name : "Fn::" + name, argument);
    }
  }
}
