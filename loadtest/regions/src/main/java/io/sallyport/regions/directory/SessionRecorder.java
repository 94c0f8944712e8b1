package io.sallyport.regions.directory;

/** Where any region puts what it may change: sessions, and its own life. That is all that a replica may change. */
public interface SessionRecorder {

    /** Records a change of sessions; it is in force when the call returns. */
    void record(SessionEvent event);

    /** Records a change of a region's own life; it is in force when the call returns. */
    void record(RegionEvent event);
}
