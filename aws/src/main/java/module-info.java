/** AWS requests signed by Signature Version 2 or 4, with the key in an HSM or anywhere else. */
module org.duehsm.aws {
    requires transitive java.net.http;
    requires java.xml;

    exports org.duehsm.aws;
}
