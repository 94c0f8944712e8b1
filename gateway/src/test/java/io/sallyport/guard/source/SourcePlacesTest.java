package io.sallyport.guard.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.guard.source.SourcePlaces.Entry;
import org.junit.jupiter.api.Test;

class SourcePlacesTest {

    private static final Source A = Source.of("192.0.2.1");
    private static final Source B = Source.of("192.0.2.2");
    private static final Source C = Source.of("2001:db8::1");

    private final SourcePlaces places = new SourcePlaces(3, 2);

    @Test
    void aSourceHasItsShareAndAllTogetherTheirs() {
        assertThat(places.enter(A)).isEqualTo(Entry.TAKEN);
        assertThat(places.enter(A)).isEqualTo(Entry.TAKEN);
        assertThat(places.enter(A)).isEqualTo(Entry.SOURCE_FULL);
        assertThat(places.enter(B)).isEqualTo(Entry.TAKEN);
        assertThat(places.enter(C)).isEqualTo(Entry.FULL);
        assertThat(places.taken()).isEqualTo(3);
    }

    @Test
    void whoLeavesMakesRoom() {
        places.enter(A);
        places.enter(A);
        places.enter(B);

        places.leave(A);

        assertThat(places.enter(A)).isEqualTo(Entry.TAKEN);
        assertThat(places.enter(B)).isEqualTo(Entry.FULL);
        places.leave(A);
        places.leave(A);
        places.leave(B);
        assertThat(places.taken()).isZero();
        assertThat(places.enter(A)).isEqualTo(Entry.TAKEN);
    }
}
