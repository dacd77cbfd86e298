package org.dotgate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.dotgate.policy.PolicyHouse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the engine: what it may know of the world, and which of its rooms may know which. */
class EngineWallsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.dotgate");

    static final ArchRule engineKnowsNothingOfJames = noClasses()
            .should().dependOnClassesThat(resideInAPackage("org.apache.james..")
                    .and(DescribedPredicate.not(resideInAnyPackage(
                            "org.apache.james.mime4j..", "org.apache.james.jspf..", "org.apache.james.jdkim.."))))
            .orShould().dependOnClassesThat(resideInAnyPackage(
                    "javax.mail..", "javax.inject..", "javax.annotation..", "javax.activation..", "jakarta..",
                    "com.google.."));

    static final ArchRule engineSpeaksThroughSlf4jOnly = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
            .orShould().accessField(System.class, "out");

    static final ArchRule onlyProbesKnowNetty = noClasses().that().resideOutsideOfPackage("org.dotgate.callout.probe")
            .should().dependOnClassesThat().resideInAPackage("io.netty..");

    /** Only a start that fails is told on standard error, for whoever starts James by hand. */
    static final ArchRule onlyAFailedStartIsToldOnStandardError =
            noClasses().that().doNotBelongToAnyOf(PolicyHouse.class).should().accessField(System.class, "err");

    static final ArchRule roomsKnowEachOtherOneWay = slices().matching("org.dotgate.(**)").should().beFreeOfCycles();

    /** A room may know those that stand before it. */
    static final ArchRule roomsStandInOrder = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("time").definedBy("org.dotgate.time")
            .layer("work").definedBy("org.dotgate.work")
            .layer("mail").definedBy("org.dotgate.mail")
            .layer("mime").definedBy("org.dotgate.mime..")
            .layer("settings").definedBy("org.dotgate.settings")
            .layer("spool").definedBy("org.dotgate.spool")
            .layer("store").definedBy("org.dotgate.store..")
            .layer("dns").definedBy("org.dotgate.dns")
            .layer("spf").definedBy("org.dotgate.spf")
            .layer("dkim").definedBy("org.dotgate.dkim")
            .layer("likeness").definedBy("org.dotgate.likeness")
            .layer("greylist").definedBy("org.dotgate.greylist")
            .layer("correspondents").definedBy("org.dotgate.correspondents")
            .layer("callout answers").definedBy("org.dotgate.callout.answer")
            .layer("callout limits").definedBy("org.dotgate.callout.limit")
            .layer("callout routes").definedBy("org.dotgate.callout.route")
            .layer("callout probe").definedBy("org.dotgate.callout.probe")
            .layer("callout").definedBy("org.dotgate.callout")
            .optionalLayer("callout by redis").definedBy("org.dotgate.callout.redis")
            .layer("filter").definedBy("org.dotgate.filter")
            .layer("filter types").definedBy("org.dotgate.filter.*..")
            .layer("verdicts").definedBy("org.dotgate.verdicts..")
            .layer("insight").definedBy("org.dotgate.insight")
            .layer("policy").definedBy("org.dotgate.policy")
            .whereLayer("time").mayNotAccessAnyLayer()
            .whereLayer("work").mayNotAccessAnyLayer()
            .whereLayer("mail").mayNotAccessAnyLayer()
            .whereLayer("mime").mayNotAccessAnyLayer()
            .whereLayer("settings").mayOnlyAccessLayers("mail")
            .whereLayer("spool").mayOnlyAccessLayers("mail")
            .whereLayer("store").mayOnlyAccessLayers("settings", "time", "work")
            .whereLayer("dns").mayOnlyAccessLayers("settings", "time", "work")
            .whereLayer("spf").mayOnlyAccessLayers("dns", "mail", "time", "work")
            .whereLayer("dkim").mayOnlyAccessLayers("dns", "mail", "time", "work")
            .whereLayer("likeness").mayOnlyAccessLayers("mail", "mime")
            .whereLayer("greylist").mayOnlyAccessLayers("store", "dns", "spf", "likeness", "settings", "mail", "time", "work")
            .whereLayer("correspondents").mayOnlyAccessLayers("store", "time")
            .whereLayer("callout answers").mayNotAccessAnyLayer()
            .whereLayer("callout limits").mayOnlyAccessLayers("time", "work")
            .whereLayer("callout routes").mayOnlyAccessLayers("dns", "time", "work")
            .whereLayer("callout probe").mayOnlyAccessLayers("callout answers", "callout routes", "callout limits", "dns", "mail", "time", "work")
            .whereLayer("callout").mayOnlyAccessLayers("callout answers", "callout limits", "callout probe", "greylist", "store", "dns", "spf", "settings", "mail", "time", "work")
            .whereLayer("callout by redis").mayOnlyAccessLayers("callout answers", "callout limits", "callout probe", "callout", "store", "settings", "time", "work")
            .whereLayer("filter").mayOnlyAccessLayers("spf", "dkim", "store", "dns", "settings", "mail", "time", "work")
            .whereLayer("filter types").mayOnlyAccessLayers("filter", "callout", "callout answers", "callout limits", "callout routes", "callout probe", "callout by redis", "greylist", "correspondents", "spf", "dkim", "likeness", "store", "dns", "settings", "mail", "mime", "time", "work")
            .whereLayer("verdicts").mayOnlyAccessLayers("filter", "likeness", "store", "mail", "mime", "time")
            .whereLayer("insight").mayOnlyAccessLayers("filter", "mail", "time")
            .whereLayer("policy").mayOnlyAccessLayers("callout", "callout answers", "filter types", "filter", "spool", "greylist", "likeness", "store", "dns", "settings", "mail", "time", "work");

    /** One filter type's folder never leans on another's. */
    static final ArchRule filterTypesDoNotKnowEachOther = slices().matching("org.dotgate.filter.(*)..").should().notDependOnEachOther();

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("engineKnowsNothingOfJames", engineKnowsNothingOfJames),
                Arguments.of("engineSpeaksThroughSlf4jOnly", engineSpeaksThroughSlf4jOnly),
                Arguments.of("onlyAFailedStartIsToldOnStandardError", onlyAFailedStartIsToldOnStandardError),
                Arguments.of("onlyProbesKnowNetty", onlyProbesKnowNetty),
                Arguments.of("roomsKnowEachOtherOneWay", roomsKnowEachOtherOneWay),
                Arguments.of("roomsStandInOrder", roomsStandInOrder),
                Arguments.of("filterTypesDoNotKnowEachOther", filterTypesDoNotKnowEachOther));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void wallShouldStand(String name, ArchRule rule) {
        rule.check(CLASSES);
    }
}
