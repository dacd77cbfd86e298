package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What tests need of the machine besides Java, and may not find there. */
final class Needed {
    private Needed() {}

    /** Where something is not here, the tests are skipped and say why, or fail where all must run ({@code CI=true}). */
    static void orSkip(boolean here, String why) {
        if (!here) {
            assertThat(System.getenv("CI")).as(why).isNotEqualTo("true");
            assumeTrue(false, why);
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
