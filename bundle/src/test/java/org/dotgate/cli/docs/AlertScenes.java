package org.dotgate.cli.docs;

import static org.dotgate.cli.docs.AlertScene.fires;
import static org.dotgate.cli.docs.AlertScene.silent;

import java.util.List;

/** When the alerts of conf-samples/grafana must fire, and when not. */
final class AlertScenes {
    /** Whether there is a James, with Dotgate in it. */
    static final List<AlertScene> JAMES = List.of(
            fires("James is down, or its route is not named", "DotgateJamesDown", 8, "up 1x4 0x20"),
            silent("James starts anew", "DotgateJamesDown", 20, "up 1x4 0x1 1x20"),
            silent("another program is down", "DotgateJamesDown", 20, "up{job=\"node\",instance=\"mx1\"} 0x20"),

            fires("the job has another name", "DotgateNothingWatched", 6, "up{job=\"mail\",instance=\"mx1\"} 1x20").with("instance", ""),
            fires("there is no job at all", "DotgateNothingWatched", 6).with("instance", ""),
            silent("James is there", "DotgateNothingWatched", 20, "up 1x20"),
            silent("James is down, which another alert tells", "DotgateNothingWatched", 20, "up 0x20"),

            fires("nothing of Dotgate is there", "DotgateNotInUse", 6, "up 1x20"),
            fires("its routes are named, and its hooks are not", "DotgateNotInUse", 6, "up 1x20", "dotgate_parked 0x20"),
            fires("one James of two has lost its hooks", "DotgateNotInUse", 6, "up 1x20", "dotgate_decision_accepted_total 0x20",
                    "up{job=\"james\",instance=\"mx2\"} 1x20").with("instance", "mx2"),
            silent("no message yet", "DotgateNotInUse", 20, "up 1x20", "dotgate_decision_accepted_total 0x20"),
            silent("James is up, and has not read its chain yet", "DotgateNotInUse", 20, "up 1x20", "dotgate_decision_accepted_total _x4 0x20"),
            silent("James is down, which another alert tells", "DotgateNotInUse", 20, "up 0x20"),

            fires("hooks are there, and no gate", "DotgateNoGate", 6, "dotgate_chain_problem 1x20", "dotgate_decision_accepted_total 0x20"),
            silent("the chain is whole", "DotgateNoGate", 20, "dotgate_chain_problem 0x20", "dotgate_decision_accepted_total 0x20"),
            silent("James is just starting", "DotgateNoGate", 20, "dotgate_chain_problem 1x3 0x20", "dotgate_decision_accepted_total 0x20"),
            silent("nothing of Dotgate is there, which another alert tells", "DotgateNoGate", 20, "dotgate_chain_problem 1x20"));

    /** Whether mail is judged. */
    static final List<AlertScene> MAIL = List.of(
            fires("all are exempt", "DotgateMailNotJudged", 62, "spoolProcessing_count 0+1x90", "dotgate_decision_accepted_total 5x90",
                    "dotgate_decision_refused_total 5x90", "dotgate_decision_deferred_total 5x90", "dotgate_decision_discarded_total 5x90"),
            fires("Dotgate is out of the chain", "DotgateMailNotJudged", 62, "spoolProcessing_count 0+1x90"),
            silent("mail comes, and is judged", "DotgateMailNotJudged", 90, "spoolProcessing_count 0+1x90",
                    "dotgate_decision_accepted_total 0+1x90", "dotgate_decision_refused_total 5x90",
                    "dotgate_decision_deferred_total 5x90", "dotgate_decision_discarded_total 5x90"),
            silent("nobody sends", "DotgateMailNotJudged", 90, "spoolProcessing_count 7x90", "dotgate_decision_accepted_total 5x90",
                    "dotgate_decision_refused_total 5x90", "dotgate_decision_deferred_total 5x90", "dotgate_decision_discarded_total 5x90"),
            silent("a user sends something at night", "DotgateMailNotJudged", 90, "spoolProcessing_count 7x19 8x70"),

            fires("nothing has come for an hour", "DotgateNoDecisions", 62, "dotgate_decision_accepted_total 5x90",
                    "dotgate_decision_refused_total 5x90", "dotgate_decision_deferred_total 5x90", "dotgate_decision_discarded_total 5x90"),
            silent("all are told to come again", "DotgateNoDecisions", 90, "dotgate_decision_accepted_total 5x90",
                    "dotgate_decision_refused_total 5x90", "dotgate_decision_deferred_total 0+1x90", "dotgate_decision_discarded_total 5x90"),
            silent("all leave", "DotgateNoDecisions", 90, "dotgate_decision_accepted_total 5x90",
                    "dotgate_decision_refused_total 5x90", "dotgate_decision_deferred_total 5x90", "dotgate_decision_discarded_total 0+1x90"),

            fires("a filter that is not the greylist puts mail off", "DotgateMuchDeferred", 50, "dotgate_decision_accepted_total 0+5x60",
                    "dotgate_decision_refused_total 0+5x60", "dotgate_decision_deferred_total 0+5x60"),
            fires("a filter does, besides the greylist", "DotgateMuchDeferred", 50, "dotgate_decision_accepted_total 0+5x60",
                    "dotgate_decision_refused_total 0x60", "dotgate_decision_deferred_total 0+10x60", "dotgate_filter_greylist_fail_total 0+5x60"),
            silent("the greylist does", "DotgateMuchDeferred", 60, "dotgate_decision_accepted_total 0+5x60",
                    "dotgate_decision_refused_total 0x60", "dotgate_decision_deferred_total 0+20x60", "dotgate_filter_greylist_fail_total 0+20x60"),
            silent("one in twenty is put off", "DotgateMuchDeferred", 60, "dotgate_decision_accepted_total 0+10x60",
                    "dotgate_decision_refused_total 0+9x60", "dotgate_decision_deferred_total 0+1x60"),
            silent("nobody sends", "DotgateMuchDeferred", 60, "dotgate_decision_accepted_total 5x60",
                    "dotgate_decision_refused_total 5x60", "dotgate_decision_deferred_total 5x60"),

            fires("one in five drops", "DotgateClientsLeave", 35, "dotgate_client_drop_total 0+2x60", "dotgate_decision_accepted_total 0+8x60",
                    "dotgate_decision_refused_total 0x60", "dotgate_decision_deferred_total 0x60", "dotgate_decision_discarded_total 0+2x60"),
            silent("one in twenty drops, most are put off", "DotgateClientsLeave", 60, "dotgate_client_drop_total 0+1x60",
                    "dotgate_decision_accepted_total 0+1x60", "dotgate_decision_refused_total 0x60",
                    "dotgate_decision_deferred_total 0+18x60", "dotgate_decision_discarded_total 0+1x60"));

    /** Whether each filter judges. */
    static final List<AlertScene> FILTERS = List.of(
            fires("a scanner has died", "DotgateFilterErrors", 22, "dotgate_filter_my_scanner_error_total 0+5x60",
                    "dotgate_filter_my_scanner_fail_total 0+5x60", "dotgate_filter_my_scanner_pass_total 300x60",
                    "dotgate_filter_words_error_total 0x60", "dotgate_filter_words_pass_total 0+5x60").with("filter", "my_scanner"),
            fires("its errors count as pass", "DotgateFilterErrors", 22, "dotgate_filter_a_error_total 0+1x60",
                    "dotgate_filter_a_fail_total 0+1x60", "dotgate_filter_a_pass_total 0+4x60").with("filter", "a"),
            fires("it is in shadow mode, and named as a verdict is", "DotgateFilterErrors", 22, "dotgate_filter_x_fail_error_total 0+1x60",
                    "dotgate_filter_x_fail_shadow_total 0+1x60").with("filter", "x_fail"),
            silent("one message in twenty", "DotgateFilterErrors", 60, "dotgate_filter_scanner_error_total 0+1x60",
                    "dotgate_filter_scanner_fail_total 0+1x60", "dotgate_filter_scanner_pass_total 0+19x60"),
            silent("one message in a quiet night", "DotgateFilterErrors", 60, "dotgate_filter_scanner_error_total 0x9 1x50",
                    "dotgate_filter_scanner_fail_total 0x9 1x50"),
            silent("it takes too long, which another alert tells", "DotgateFilterErrors", 60, "dotgate_filter_scanner_error_total 0x60",
                    "dotgate_filter_scanner_fail_total 0+5x60", "dotgate_filter_scanner_timeout_total 0+5x60"),
            silent("James starts anew", "DotgateFilterErrors", 60, "dotgate_filter_scanner_error_total 8x19 0x40",
                    "dotgate_filter_scanner_fail_total 8x19 0+1x40"),

            fires("a scanner hangs", "DotgateFilterTimeouts", 22, "dotgate_filter_scanner_timeout_total 0+5x60",
                    "dotgate_filter_scanner_fail_total 0+5x60", "dotgate_filter_words_timeout_total 0x60",
                    "dotgate_filter_words_pass_total 0+5x60").with("filter", "scanner"),
            silent("one message in twenty", "DotgateFilterTimeouts", 60, "dotgate_filter_scanner_timeout_total 0+1x60",
                    "dotgate_filter_scanner_fail_total 0+1x60", "dotgate_filter_scanner_pass_total 0+19x60"),
            silent("it has died, which another alert tells", "DotgateFilterTimeouts", 60, "dotgate_filter_scanner_timeout_total 0x60",
                    "dotgate_filter_scanner_fail_total 0+5x60", "dotgate_filter_scanner_error_total 0+5x60"));

    /** What is behind it. */
    static final List<AlertScene> REST = List.of(
            fires("the disk is full", "DotgateStoreFailing", 8, "dotgate_store_failing 0x4 1x20"),
            silent("one call failed", "DotgateStoreFailing", 20, "dotgate_store_failing 0x4 1x1 0x20"),

            fires("the server goes and comes", "DotgateStoreFailures", 25, "dotgate_store_failures 0x9 1x6 2x6 3x6 4x6"),
            silent("one call took too long", "DotgateStoreFailures", 60, "dotgate_store_failures 0x9 1x50"),
            silent("James starts anew", "DotgateStoreFailures", 60, "dotgate_store_failures 8x9 0x50"),

            fires("nobody puts it right", "DotgateConfigurationWrong", 11, "dotgate_configuration_problem 0x4 1x20"),
            silent("it is put right", "DotgateConfigurationWrong", 20, "dotgate_configuration_problem 0x4 1x3 0x20"),

            fires("we are on a blocklist", "DotgateCalloutsHalted", 6, "dotgate_callout_halted 0x4 1x20"),
            silent("call-outs are made", "DotgateCalloutsHalted", 20, "dotgate_callout_halted 0x20"),

            fires("no calloutd runs", "DotgateCalloutProblem", 11, "dotgate_callout_problem 0x4 1x20", "dotgate_callout_halted 0x30"),
            silent("calloutd starts anew", "DotgateCalloutProblem", 20, "dotgate_callout_problem 0x4 1x3 0x20", "dotgate_callout_halted 0x30"),
            silent("they are halted, which another alert tells", "DotgateCalloutProblem", 20, "dotgate_callout_problem 1x20",
                    "dotgate_callout_halted 1x20"),

            fires("more come than are asked about", "DotgateCalloutQueueGrows", 60, "dotgate_callout_queued 400+10x120"),
            silent("many wait, and become fewer", "DotgateCalloutQueueGrows", 120, "dotgate_callout_queued 2000-10x120"),
            silent("few wait, and become more", "DotgateCalloutQueueGrows", 120, "dotgate_callout_queued 0+4x120"),

            fires("filters compute", "DotgateWorkersWaiting", 8, "dotgate_workers_waiting 0x4 300x20"),
            silent("many came at once", "DotgateWorkersWaiting", 20, "dotgate_workers_waiting 0x4 300x1 10x20"),

            fires("a scanner takes fifty seconds", "DotgateDotNearPatience", 11, "dotgate_dot_time_p99 50000x20", "dotgate_dot_patience 60000x20"),
            silent("it takes thirty", "DotgateDotNearPatience", 20, "dotgate_dot_time_p99 30000x20", "dotgate_dot_patience 60000x20"),
            silent("it was slow for five minutes", "DotgateDotNearPatience", 30, "dotgate_dot_time_p99 900x4 59000x8 900x20",
                    "dotgate_dot_patience 60000x40"),
            silent("patience is off", "DotgateDotNearPatience", 20, "dotgate_dot_time_p99 150000x20", "dotgate_dot_patience 0x20"),

            fires("the repository's disk is full", "DotgateCopiesNotKept", 6, "dotgate_kept_failed_total 0x4 1x20"),
            silent("it failed once, long ago", "DotgateCopiesNotKept", 20, "dotgate_kept_failed_total 7x20"));

    private AlertScenes() {}
}
