package dev.logferry.localstack.lambda.onfailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder in place of the on-failure bucket, with the object keys that Lambda uses in S3: {@code
 * aws/lambda/async/<function>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>}, in UTC.
 */
public final class OnFailureFolder implements OnFailureDestination {
  private final Path folder;

  public OnFailureFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes the record; a file is seen only once it is whole. */
  @Override
  public void accept(OnFailureRecord record) throws IOException {
    var file = folder.resolve(OnFailureKey.of(record));
    Files.createDirectories(file.getParent());
    var unfinished = Files.createTempFile(folder, ".unfinished-", "");
    Files.write(unfinished, record.toJson().bytes());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
