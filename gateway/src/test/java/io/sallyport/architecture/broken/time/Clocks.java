package io.sallyport.architecture.broken.time;

import io.sallyport.architecture.broken.app.Habits;

/** Points upward. */
final class Clocks {
    private Clocks() {}

    static void up() {
        Habits.prints();
    }
}
