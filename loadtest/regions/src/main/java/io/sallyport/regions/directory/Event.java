package io.sallyport.regions.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that happened in the user pool, as the log keeps it. The directory is the fold of all events in order.
 * Times are milliseconds since the epoch.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryEvent.UserAdded.class),
    @JsonSubTypes.Type(DirectoryEvent.UserConfirmed.class),
    @JsonSubTypes.Type(DirectoryEvent.PasswordSet.class),
    @JsonSubTypes.Type(DirectoryEvent.AttributesSet.class),
    @JsonSubTypes.Type(DirectoryEvent.UserEnabledSet.class),
    @JsonSubTypes.Type(DirectoryEvent.GroupCreated.class),
    @JsonSubTypes.Type(DirectoryEvent.GroupMembershipSet.class),
    @JsonSubTypes.Type(DirectoryEvent.ClientRegistered.class),
    @JsonSubTypes.Type(RegionEvent.ReplicaStatusSet.class),
    @JsonSubTypes.Type(RegionEvent.SigningKeyPublished.class),
    @JsonSubTypes.Type(RegionEvent.SigningKeyWithdrawn.class),
    @JsonSubTypes.Type(SessionEvent.SessionOpened.class),
    @JsonSubTypes.Type(SessionEvent.RefreshTokenRotated.class),
    @JsonSubTypes.Type(SessionEvent.SessionRevoked.class),
    @JsonSubTypes.Type(SessionEvent.UserSignedOut.class),
    @JsonSubTypes.Type(SessionEvent.AccessTokenRevoked.class)
})
public sealed interface Event permits DirectoryEvent, RegionEvent, SessionEvent {

    /** Folds this event into {@code directory}. Called by {@link Directory#fold} alone. */
    void applyTo(Directory directory);
}
