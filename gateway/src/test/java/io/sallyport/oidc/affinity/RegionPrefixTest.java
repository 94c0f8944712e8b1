package io.sallyport.oidc.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.RegionPrefix.Taken;
import io.sallyport.operation.HintKind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class RegionPrefixTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final KeyRing RING = KeyRing.create();

    private final RegionPrefix prefix = new RegionPrefix(RING, List.of(WEST, EAST));

    private String hinted(HintKind kind, RegionName region, String value) {
        return prefix.of(kind, region, value) + value;
    }

    @Property(tries = 300)
    void whatIsTakenOffIsWhatWasThereBefore(@ForAll HintKind kind, @ForAll boolean isWest, @ForAll String value) {
        RegionName region = isWest ? WEST : EAST;

        assertThat(prefix.take(kind, hinted(kind, region, value))).isEqualTo(new Taken.Known(region, value));
    }

    @Property(tries = 300)
    void noChangeOfOneCharacterGoesUnnoticed(@ForAll int seed, @ForAll @CharRange(from = '!', to = '~') char other) {
        String hinted = hinted(HintKind.CODE, EAST, "a-code-of-the-region");
        int place = RegionPrefix.MARK.length() + Math.floorMod(seed, hinted.length() - RegionPrefix.MARK.length());
        if (hinted.charAt(place) != other) {
            String forged = hinted.substring(0, place) + other + hinted.substring(place + 1);

            assertThat(prefix.take(HintKind.CODE, forged)).isInstanceOf(Taken.Forged.class);
        }
    }

    @Test
    void itIsShortAndFitsIntoAnyUrl() {
        assertThat(prefix.of(HintKind.CODE, WEST, "x"))
                .hasSize(RegionPrefix.LENGTH)
                .matches("sally1_[A-Za-z0-9_-]{24}");
    }

    @Test
    void aValueWithoutPrefixIsPlain() {
        for (String value : List.of("", "code", "sally1", "Sally1_", " sally1_")) {
            assertThat(prefix.take(HintKind.CODE, value)).isInstanceOf(Taken.Plain.class);
        }
    }

    @Test
    void aPrefixIsGoodForItsOwnValueAndKindAlone() {
        String code = prefix.of(HintKind.CODE, EAST, "one");

        assertForged(HintKind.CODE, code + "two");
        assertForged(HintKind.CODE, code);
        assertForged(HintKind.REFRESH_TOKEN, code + "one");
        assertForged(HintKind.CODE, code.substring(0, code.length() - 1) + "one");
    }

    @Test
    void aPrefixIsNotBelievedWithoutItsKeyOrItsRegion() {
        String foreign = new RegionPrefix(KeyRing.create(), List.of(EAST)).of(HintKind.CODE, EAST, "one") + "one";

        assertForged(HintKind.CODE, foreign);
        assertForged(HintKind.CODE, RegionPrefix.MARK + "A".repeat(24) + "one");
        assertForged(HintKind.CODE, RegionPrefix.MARK + "!".repeat(24) + "one");
        assertForged(HintKind.CODE, RegionPrefix.MARK);
        assertThat(new RegionPrefix(RING, List.of(WEST)).take(HintKind.CODE, hinted(HintKind.CODE, EAST, "one")))
                .isInstanceOf(Taken.Forged.class);
    }

    @Test
    void prefixesStandBehindEachOther() {
        String once = hinted(HintKind.CODE, EAST, "one");

        assertThat(prefix.take(HintKind.CODE, hinted(HintKind.CODE, WEST, once)))
                .isEqualTo(new Taken.Known(WEST, once));
    }

    @Test
    void aRotatedRingKnowsItsOlderPrefixes() {
        RegionPrefix rotated = new RegionPrefix(RING.rotated(), List.of(WEST, EAST));

        assertThat(rotated.take(HintKind.SESSION, hinted(HintKind.SESSION, EAST, "one")))
                .isEqualTo(new Taken.Known(EAST, "one"));
    }

    private void assertForged(HintKind kind, String text) {
        assertThat(prefix.take(kind, text)).as(text).isInstanceOf(Taken.Forged.class);
    }
}
