"""A stand-in for S3 that holds one bucket in memory and answers each call after a delay."""

import collections
import email.utils
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

from harness.http_server import HttpServer, answer

PAGE = 1000
AGE_SECONDS = 3600  # More than a redrive's minimum age.
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


class S3StandIn:
    def __init__(self, delay_millis):
        self.delay_millis = delay_millis
        self.lock = threading.Lock()
        self.objects, self.calls = {}, collections.Counter()
        self.stored = time.time() - AGE_SECONDS
        self.server = HttpServer(self._handle)
        self.address = self.server.address

    def close(self):
        self.server.close()

    def _handle(self, method, target, headers, body):
        time.sleep(self.delay_millis / 1000)
        url = urllib.parse.urlsplit(target)
        parameters = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        key = urllib.parse.unquote(url.path).lstrip("/").partition("/")[2]
        with self.lock:
            if method == "GET" and not key:
                self.calls["list"] += 1
                return self._list(parameters)
            if method == "POST" and "delete" in parameters:
                self.calls["delete many"] += 1
                return self._delete_many(body)
            self.calls[method.lower()] += 1
            if method == "PUT":
                self.objects[key] = body
                return answer(200, headers=['ETag: "0"'])
            if method == "DELETE":
                self.objects.pop(key, None)
                return answer(204)
            content = self.objects.get(key)
        if content is None:
            return answer(404, b"<Error><Code>NoSuchKey</Code></Error>", ["Content-Type: application/xml"])
        stored = email.utils.formatdate(self.stored, usegmt=True)
        return answer(200, content if method == "GET" else b"", ['ETag: "0"', "Last-Modified: " + stored])

    def _list(self, parameters):
        """https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html"""
        prefix, after = parameters.get("prefix", ""), parameters.get("continuation-token", "")
        keys = sorted(key for key in self.objects if key.startswith(prefix) and key > after)
        page = keys[: min(PAGE, int(parameters.get("max-keys", PAGE)))]
        stored = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(self.stored))
        contents = "".join(
            '<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>"0"</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>'
            % (escape(key), stored, len(self.objects[key]))
            for key in page
        )
        more = len(page) < len(keys)
        token = "<NextContinuationToken>%s</NextContinuationToken>" % escape(page[-1]) if more else ""
        return answer(
            200,
            (
                XML
                + '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Prefix>%s</Prefix><KeyCount>%d</KeyCount><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>'
                % (escape(prefix), len(page), "true" if more else "false", token, contents)
            ).encode(),
            ["Content-Type: application/xml"],
        )

    def _delete_many(self, body):
        """https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html"""
        for part in body.decode().split("<Key>")[1:]:
            self.objects.pop(part.partition("</Key>")[0].replace("&lt;", "<").replace("&amp;", "&"), None)
        return answer(200, (XML + "<DeleteResult/>").encode(), ["Content-Type: application/xml"])
