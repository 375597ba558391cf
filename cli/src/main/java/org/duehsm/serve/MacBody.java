package org.duehsm.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.MacMessage;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A message on its way from the body of a request to the device, a part at a time. A part is read without a thread
 * waiting for it; only then it takes one of the threads that wait for the device, and reading goes on when the device
 * has it. So there is one of them at work at a time, and what they leave to each other needs no lock.
 */
final class MacBody {

    /** Bytes of a part, at least, but of the last: what {@link MacMessage} keeps on the host, before it takes a stream. */
    private static final int PART = 64 << 10;

    private final Exchange exchange;
    private final String keyId;
    private final DueHsmClient client;
    private final Executor workers;
    private final Semaphore longMessages;
    private final Runnable goOn = Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::read);

    private final Part part = new Part();
    private long size;
    private KeyEntry key;
    private MacMessage message;
    private boolean isLong;

    MacBody(Exchange exchange, String keyId, DueHsmClient client, Executor workers, Semaphore longMessages) {
        this.exchange = exchange;
        this.keyId = keyId;
        this.client = client;
        this.workers = workers;
        this.longMessages = longMessages;
    }

    /** Bytes that wait for the device. */
    private static final class Part extends ByteArrayOutputStream {

        void add(ByteBuffer bytes) {
            int length = bytes.remaining();
            byte[] copy = new byte[length];
            bytes.get(copy);
            write(copy, 0, length);
        }

        void sendTo(MacMessage message) {
            message.update(buf, 0, count);
            reset();
        }
    }

    /** Takes what has arrived, and more whenever there is, until a part is full or the message ends. */
    void read() {
        while (true) {
            Content.Chunk chunk = exchange.request().read();
            if (chunk == null) {
                exchange.request().demand(goOn);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                giveBack();
                exchange.refuse(Exchange.answerTo(chunk.getFailure()), subject());
                return;
            }
            boolean last = chunk.isLast();
            size += chunk.remaining();
            part.add(chunk.getByteBuffer());
            chunk.release();
            if (last || part.size() > PART) {
                enqueue(last);
                return;
            }
        }
    }

    private void enqueue(boolean last) {
        if (!last) {
            SlowClients.pause(exchange.request());
        }
        if (!last && !isLong) {
            isLong = longMessages.tryAcquire();
        }
        if (!last && !isLong) {
            end(Answer.BUSY, false);
            return;
        }
        try {
            workers.execute(() -> send(last));
        } catch (RejectedExecutionException e) {
            end(Answer.BUSY, last);
        }
    }

    /* On a thread that may wait for the device. */
    private void send(boolean last) {
        Optional<Answer> answer = Optional.of(Answer.FAULT);
        try {
            answer = toDevice(last);
        } finally {
            answer.ifPresent(ready -> end(ready, last));
        }
        if (answer.isEmpty()) {
            SlowClients.resume(exchange.request());
            read();
        }
    }

    /* The answer, if it is there already. */
    private Optional<Answer> toDevice(boolean last) {
        try {
            if (message == null) {
                Optional<KeyEntry> found = client.findWithoutLimits(keyId);
                if (found.isEmpty()) {
                    return Optional.of(Answer.NO_SUCH_KEY);
                }
                key = found.get();
                if (key.algorithm().isEmpty()) {
                    return Optional.of(Answer.UNKNOWN_ALGORITHM);
                }
                message = new MacMessage(() -> client, key.algorithm().get(), keyId);
            }
            part.sendTo(message);
            return last ? Optional.of(Answer.mac(message.doFinal(), key.algorithmName())) : Optional.empty();
        } catch (DeviceStatusException e) {
            return Optional.of(
                    switch (e.status()) {
                        case UNKNOWN_KEY -> Answer.NO_SUCH_KEY;
                        case NOT_PERMITTED -> Answer.NOT_PERMITTED;
                        case WRONG_ALGORITHM -> Answer.KEY_CHANGED;
                        case BAD_MESSAGE -> Answer.NOT_SIGNED;
                        case LIMITED -> Answer.NOT_WITHIN_LIMITS;
                        case NO_STREAM -> streamGone();
                        default -> DeviceSigner.unavailable(e);
                    });
        } catch (ProviderException e) {
            return Optional.of(DeviceSigner.unavailable(e));
        }
    }

    /* The stream has gone with its key, or, where the key is still the same, to another program of a broker. */
    private Answer streamGone() {
        try {
            return client.findWithoutLimits(keyId).equals(Optional.of(key)) ? Answer.BUSY : Answer.KEY_CHANGED;
        } catch (DueHsmException e) {
            return DeviceSigner.unavailable(e);
        }
    }

    private void end(Answer answer, boolean read) {
        giveBack();
        if (read) {
            exchange.answer(answer, subject());
        } else {
            SlowClients.resume(exchange.request());
            exchange.refuseUnread(answer, subject());
        }
    }

    private void giveBack() {
        if (message != null) {
            message.abort();
        }
        if (isLong) {
            longMessages.release();
        }
    }

    private SigningLog.Subject subject() {
        return new SigningLog.Subject(keyId, size);
    }
}
