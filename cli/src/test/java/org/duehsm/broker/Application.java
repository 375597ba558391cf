package org.duehsm.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.security.Security;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/**
 * A program as any other that uses the provider: it signs all the time, in several threads, and checks each MAC. When
 * it gets none it pauses and goes on; it never closes or opens anything. {@link ApplicationProcess} starts it, and asks
 * it at standard input.
 */
final class Application implements Runnable {

    /** What the other side may ask for: to be told after so many more right MACs, or failures. */
    static final String RIGHT = "right";

    static final String FAILED = "failed";

    private static final int LONG = 70_000; // takes a stream
    private static final int ONE_IN = 40;
    private static final int SHORT = 2_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MILLIS = 20;

    private final String id;
    private final byte[] key;
    private long right;
    private long wrong;
    private long failed;
    private String failure = "";

    private Application(String id, byte[] key) {
        this.id = id;
        this.key = key;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Security.addProvider(new DueHsmProvider());
        Application application = new Application(arguments[0], arguments[1].getBytes());
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            Thread thread = new Thread(application);
            thread.setDaemon(true);
            thread.start();
        }
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] words = line.split(" ");
            System.out.println(application.after(words[0], Integer.parseInt(words[1])));
        }
    }

    /** The counts once so many more of one kind have come, or after a minute, and how the last failure was called. */
    private synchronized String after(String kind, int more) throws InterruptedException {
        long until = count(kind) + more;
        long end = System.nanoTime() + PATIENCE;
        for (long left = PATIENCE; count(kind) < until && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return right + " " + wrong + " " + failed + " " + failure;
    }

    private long count(String kind) {
        return kind.equals(RIGHT) ? right : failed;
    }

    private synchronized void note(boolean isRight) {
        right += isRight ? 1 : 0;
        wrong += isRight ? 0 : 1;
        notifyAll();
    }

    private synchronized void noteFailure(ProviderException e) {
        failed++;
        failure = e.getMessage();
        notifyAll();
    }

    @Override
    public void run() {
        Random random = new Random();
        try {
            Mac ours = Mac.getInstance("HmacSHA1");
            ours.init(DueHsmKey.of(id));
            Mac theirs = Mac.getInstance("HmacSHA1", "SunJCE");
            theirs.init(new SecretKeySpec(key, "HmacSHA1"));
            while (true) {
                byte[] message = new byte[random.nextInt(ONE_IN) == 0 ? LONG : random.nextInt(SHORT)];
                random.nextBytes(message);
                sign(ours, theirs, message);
            }
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sign(Mac ours, Mac theirs, byte[] message) throws InterruptedException {
        try {
            note(MessageDigest.isEqual(ours.doFinal(message), theirs.doFinal(message)));
        } catch (ProviderException e) {
            ours.reset();
            noteFailure(e);
            Thread.sleep(PAUSE_MILLIS); // as a program does before it tries again
        }
    }
}
