package org.duehsm.proxy;

/** How a body is signed whose hash nobody knows before it has been read. */
enum BodyMode {
    /** By its hash, for which all of it is kept in memory: {@link Outgoing#MAX_KEPT} at most. */
    HASH,
    /** Chunk by chunk, each by the device ({@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD}): S3. */
    CHUNKS,
    /** Not at all ({@code UNSIGNED-PAYLOAD}), where the service takes that: TLS alone protects it. */
    UNSIGNED
}
