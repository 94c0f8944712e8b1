package io.sallyport.regions.directory;

/** Where any region puts its changes of sessions: all that a replica may change. */
@FunctionalInterface
public interface SessionRecorder {

    /** Records a change of sessions; it is in force when the call returns. */
    void record(SessionEvent event);
}
