package org.duehsm.link;

/**
 * A MAC context of the device, lent to one stream at a time. Its status is how a failure of a
 * request without an answer reaches the stream that sent it.
 */
public final class Context {

    private final int number;
    private volatile int status;
    private int loan;

    Context(int number) {
        this.number = number;
    }

    /** The stream number of the protocol. */
    public int number() {
        return number;
    }

    /** The status with which the stream failed, 0 as far as is known now. */
    public int status() {
        return status;
    }

    /** Tells loans apart; under the lock of the link. */
    int loan() {
        return loan;
    }

    void startLoan() {
        loan++;
        status = 0;
    }

    void failed(int loan, int status) {
        if (loan == this.loan) {
            this.status = status;
        }
    }
}
