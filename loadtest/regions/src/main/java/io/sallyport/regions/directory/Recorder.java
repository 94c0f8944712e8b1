package io.sallyport.regions.directory;

/** Where the primary puts every change. Once a call returns, the change is in the log and in the directory. */
public interface Recorder extends SessionRecorder {

    /** Records a change of users, credentials, clients or groups. */
    void record(DirectoryEvent event);
}
