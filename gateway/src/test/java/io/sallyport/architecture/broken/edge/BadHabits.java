package io.sallyport.architecture.broken.edge;

import java.util.concurrent.TimeUnit;

/** Sleeps and prints. */
final class BadHabits {
    private BadHabits() {}

    static void prints() {
        System.out.println("x");
    }

    static void traces(Exception failure) {
        failure.printStackTrace();
    }

    static void sleepsInThread() throws InterruptedException {
        Thread.sleep(1);
    }

    static void sleepsInUnit() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1);
    }
}
