/** The plug for the AWS SDK for Java 2: its clients sign by keys in an HSM. */
module org.duehsm.awssdk {
    requires transitive org.duehsm.aws;
    requires org.duehsm.provider;
    requires org.reactivestreams;
    requires software.amazon.awssdk.checksums.spi;
    requires software.amazon.awssdk.core;
    requires transitive software.amazon.awssdk.http;
    requires transitive software.amazon.awssdk.http.auth.aws;
    requires transitive software.amazon.awssdk.http.auth.spi;
    requires transitive software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.utils;

    exports org.duehsm.awssdk;
}
