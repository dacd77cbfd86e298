package org.dotgate.benchmarks.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dotgate.benchmarks.load.PolicyLoad;
import org.dotgate.greylist.GreylistRequest;
import org.dotgate.greylist.Origin;
import org.dotgate.greylist.SenderKey;
import org.junit.jupiter.api.Test;

class TripletTest {
    private static final int MANY = 200_000;

    @Test
    void requestsShouldHaveKeysOfTheirOwnWhenNumbersDiffer() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            GreylistRequest request = new Triplet(i).request();
            keys.add(request.origin() + " " + SenderKey.of(request.sender()) + " " + request.recipients());
        }

        assertThat(keys).hasSize(MANY);
    }

    @Test
    void networksShouldBeTooRareToBeLetThroughWhenAllTheirTripletsPass() {
        Map<String, Integer> passes = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            passes.merge(new Triplet(i).request().origin(), 1, Integer::sum);
        }

        assertThat(passes.values()).allMatch(count -> count <= 4);
    }

    @Test
    void addressesShouldBeAboutAsLongAsRealOnesWhenMadeUp() {
        double length = 0;
        for (int i = 0; i < 1_000; i++) {
            length += new Triplet(i).request().sender().length() / 1e3;
        }

        assertThat(length).isBetween(25.0, 45.0);
    }

    @Test
    void questionShouldBeAboutTheSameTripletWhenAskedOverTheWire() throws Exception {
        Triplet triplet = new Triplet(4711);
        PolicyLoad.Question question = triplet.question();
        GreylistRequest request = triplet.request();

        assertThat(Origin.network(InetAddress.getByName(question.clientAddress()), House.settings("5m")))
                .isEqualTo(request.origin());
        assertThat(question.envelope()).isEqualTo(triplet.envelope());
        assertThat(request.sender()).isEqualTo(triplet.envelope().sender());
        assertThat(request.recipients()).containsExactly(triplet.envelope().recipient());
    }

    @Test
    void tripletShouldBeRefusedWhenThereIsNoneOfThatNumber() {
        assertThatThrownBy(() -> new Triplet(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Triplet(Triplet.MOST)).isInstanceOf(IllegalArgumentException.class);
    }
}
