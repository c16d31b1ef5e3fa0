package dev.logferry.forwarder.testing;

/** A CA's certificate that is valid for a century; nobody keeps its key. */
public final class CertificateText {

  public static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBjTCCATOgAwIBAgIUXS3zrUNZWNlthNvqqjE10SiAWJUwCgYIKoZIzj0EAwIw
      GzEZMBcGA1UEAwwQTG9nZmVycnkgdGVzdCBDQTAgFw0yNjExMjIxNzAyMjNaGA8y
      MTI2MTAyOTE3MDIyM1owGzEZMBcGA1UEAwwQTG9nZmVycnkgdGVzdCBDQTBZMBMG
      ByqGSM49AgEGCCqGSM49AwEHA0IABA+iFJsYtW+G44wQ+4QAfyvChxkNxmIwD0Tl
      8pfZ0L2x4WWZEapwttam6QtMIQTLA1/MZxlXv/oyPUriYwLTPoKjUzBRMB0GA1Ud
      DgQWBBSw241dfAMs7T1c38kQCciqXq1daDAfBgNVHSMEGDAWgBSw241dfAMs7T1c
      38kQCciqXq1daDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDK
      Ptuntkt1iMlBAABdN1m/3JLL0wtJGmfd7gR8ZUzAFQIgO8AG85C0odXFdxGHMjet
      hpSceFweC2SlGH/y4IsktRo=
      -----END CERTIFICATE-----
      """;

  private CertificateText() {}
}
