package org.duehsm.tests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/** A name server for example.com that takes updates signed by a key, which it has in software. */
final class LoopbackDns implements AutoCloseable {

    private final DatagramSocket socket;
    private final Name keyName;
    private final TSIG key;
    private final List<Integer> verdicts = new CopyOnWriteArrayList<>();
    private final List<String> addresses = new CopyOnWriteArrayList<>();
    private volatile TSIG answering;
    private volatile Runnable meanwhile = () -> {};

    LoopbackDns(String keyName, byte[] key) throws IOException {
        this.keyName = Name.fromString(keyName, Name.root);
        this.key = tsig(key);
        this.answering = this.key;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        new Thread(this::serve, "loopback DNS").start();
    }

    private TSIG tsig(byte[] bytes) {
        return new TSIG(TSIG.HMAC_SHA256, keyName, new SecretKeySpec(bytes, "HmacSHA256"));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** From now on it signs its answers by this key. */
    void answerBy(byte[] other) {
        answering = tsig(other);
    }

    /** From now on it does this before it answers. */
    void meanwhile(Runnable action) {
        meanwhile = action;
    }

    /** What it said of the signature of each request, in their order: codes of {@link Rcode}. */
    List<Integer> verdicts() {
        return verdicts;
    }

    /** The updates that it has taken. */
    List<String> addresses() {
        return addresses;
    }

    private void serve() {
        byte[] buffer = new byte[Message.MAXLENGTH];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                meanwhile.run();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                socket.close(); // so the client says that there was no answer
            }
        }
    }

    private byte[] answer(byte[] request) throws IOException {
        Message message = new Message(request);
        int verdict = key.verify(message, request, null);
        verdicts.add(verdict);
        Message answer = new Message(message.getHeader().getID());
        answer.getHeader().setOpcode(message.getHeader().getOpcode());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(message.getQuestion(), Section.ZONE);
        if (verdict != Rcode.NOERROR) {
            answer.getHeader().setRcode(Rcode.NOTAUTH);
        } else if (!message.getQuestion().getName().toString().equals("example.com.")) {
            answer.getHeader().setRcode(Rcode.REFUSED);
        } else {
            for (Record update : message.getSection(Section.UPDATE)) {
                if (update.getTTL() > 0) { // the others delete what was there
                    addresses.add(update.getName() + " " + update.rdataToString());
                }
            }
        }
        answer.setTSIG(answering, verdict, message.getTSIG());
        return answer.toWire(Message.MAXLENGTH);
    }

    @Override
    public void close() {
        socket.close();
    }
}
