/**
 * S3 on this machine: <a href="https://github.com/gaul/s3proxy">S3Proxy</a>, a real server of S3's
 * API over files, as a process of its own.
 */
@NullMarked
package dev.logferry.localstack.s3;

import org.jspecify.annotations.NullMarked;
