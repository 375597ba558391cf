/** DueHSM: the JCA provider, and the client below it for programs that manage devices. */
module org.duehsm.provider {
    requires com.fazecast.jSerialComm;
    requires jdk.jfr; // on the class path it may be missing
    requires jdk.net; // tells who listens at a socket; on the class path it may be missing

    exports org.duehsm.client;
    exports org.duehsm.port;
    exports org.duehsm.provider;

    uses org.duehsm.port.JvmPortFactory;

    provides java.security.Provider with
            org.duehsm.provider.DueHsmProvider;
}
