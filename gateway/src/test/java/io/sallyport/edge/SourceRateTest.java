package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceRateTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SourceRate rate = new SourceRate(nanos::get, 42);

    private int admitted(String source, int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += rate.admits(source) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void aSourceMayComeInABurstAndThenOnceASecond() {
        assertThat(admitted("192.0.2.1", 1000)).isEqualTo(SourceRate.BURST);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        assertThat(rate.admits("192.0.2.1")).isFalse();
        nanos.addAndGet(1);
        assertThat(admitted("192.0.2.1", 10)).isEqualTo(1);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(admitted("192.0.2.1", 1000)).isEqualTo(SourceRate.BURST);
    }

    @Test
    void anotherSourceIsNotHeldBack() {
        admitted("192.0.2.1", 1000);

        assertThat(rate.admits("192.0.2.2")).isTrue();
        assertThat(rate.admits("2001:db8::1")).isTrue();
    }

    @Test
    void aNetworkOfOneSubscriberIsOneSource() {
        assertThat(admitted("2001:db8:0:1::1", 1000)).isEqualTo(SourceRate.BURST);

        assertThat(rate.admits("2001:db8:0:1:ffff::2")).isFalse();
        assertThat(rate.admits("2001:db8:0:2::1")).isTrue();
    }

    @Test
    void anAddressMappedIntoIpv6IsTheSameSource() {
        admitted("192.0.2.1", 1000);

        assertThat(rate.admits("::ffff:192.0.2.1")).isFalse();
        assertThat(rate.admits("::ffff:192.0.2.2")).isTrue();
        assertThat(rate.admits("no address")).isTrue();
    }
}
