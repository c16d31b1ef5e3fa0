package dev.logferry.localstack.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * A folder in place of the on-failure bucket, with the object keys that Lambda uses in S3: {@code
 * aws/lambda/async/<function>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>}, in UTC.
 */
public final class OnFailureFolder implements OnFailureDestination {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

  private final Path folder;

  public OnFailureFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes the record; a file is seen only once it is whole. */
  @Override
  public void accept(OnFailureRecord record) throws IOException {
    var file = folder.resolve(key(record));
    Files.createDirectories(file.getParent());
    var unfinished = Files.createTempFile(folder, ".unfinished-", "");
    Files.write(unfinished, record.toJson().bytes());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String key(OnFailureRecord record) {
    var functionName = record.functionArn().substring(record.functionArn().lastIndexOf(':') + 1);
    return "aws/lambda/async/%s/%s/%s-%s"
        .formatted(
            functionName,
            DAY.format(record.timestamp()),
            SECOND.format(record.timestamp()),
            UUID.randomUUID());
  }
}
