package org.dotgate.policy;

import java.util.List;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.allow.AllowFilterType;
import org.dotgate.filter.callout.CalloutFilterType;
import org.dotgate.filter.callout.CalloutParts;
import org.dotgate.filter.custom.CustomFilterType;
import org.dotgate.filter.delay.DelayFilterType;
import org.dotgate.filter.dkim.DkimFilterType;
import org.dotgate.filter.exec.ExecFilterType;
import org.dotgate.filter.greylist.GreylistFilterType;
import org.dotgate.filter.words.WordsFilterType;
import org.dotgate.likeness.Likenesses;

/** The kinds of filter that come with Dotgate. */
public final class StockFilters {
    private StockFilters() {}

    /** A fresh list of them all. */
    public static List<FilterType> types() {
        CalloutFilterType callouts = new CalloutFilterType(CalloutParts::of);
        return List.of(new WordsFilterType(), new ExecFilterType(), new CustomFilterType(), new DelayFilterType(),
                new GreylistFilterType(Likenesses::of, callouts::delays), callouts, new DkimFilterType(), new AllowFilterType());
    }
}
