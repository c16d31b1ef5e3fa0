package dev.logferry.forwarder.objects;

/**
 * Where an object lies in S3.
 *
 * @param bucket the bucket's name
 * @param key the object's key, as it is and not as a URL has it
 */
public record ObjectName(String bucket, String key) {

  /** As the command line tools of AWS write it. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
