package dev.logferry.forwarder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.logferry.forwarder.bulk.Traffic;
import dev.logferry.forwarder.report.Summary;

/** The packages are the data flow: what a stage may know of the others. */
@AnalyzeClasses(packages = PackagesTest.ROOT, importOptions = DoNotIncludeTests.class)
class PackagesTest {

  static final String ROOT = "dev.logferry.forwarder";

  @ArchTest static final ArchRule json_knows_no_stage = knowsOnly("json", own("json"));

  @ArchTest
  static final ArchRule decode_knows_no_other_stage =
      knowsOnly("decode", own("decode").or(own("json")));

  @ArchTest
  static final ArchRule document_knows_decode =
      knowsOnly("document", own("document").or(own("decode")).or(own("json")));

  @ArchTest
  static final ArchRule bulk_knows_document =
      knowsOnly(
          "bulk",
          own("bulk")
              .or(own("document"))
              .or(belongToAnyOf(Deadline.class, Outcome.class, OutcomeCounts.class)));

  @ArchTest
  static final ArchRule report_knows_what_was_counted =
      knowsOnly(
          "report",
          own("report")
              .or(own("json"))
              .or(belongToAnyOf(Ledger.class, LoopGuard.class, Outcome.class, Traffic.class)));

  @ArchTest
  static final ArchRule deadletter_knows_bulk_and_where_objects_go =
      knowsOnly(
          "deadletter",
          own("deadletter")
              .or(own("bulk"))
              .or(own("document"))
              .or(own("s3"))
              .or(
                  belongToAnyOf(
                      Deadline.class, Invocation.class, Outcome.class, OutcomeCounts.class)));

  @ArchTest
  static final ArchRule objects_know_the_pipeline_and_where_objects_are =
      knowsOnly(
          "objects",
          own("objects")
              .or(own("json"))
              .or(own("decode"))
              .or(own("s3"))
              .or(
                  belongToAnyOf(
                      Forwarding.class,
                      ForwardingPipeline.class,
                      Invocation.class,
                      Part.class,
                      Deadline.class,
                      Summary.class)));

  @ArchTest static final ArchRule s3_knows_no_stage = knowsOnly("s3", own("s3"));

  @ArchTest
  static final ArchRule nobody_but_lambda_knows_redrive =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".redrive..", ROOT + ".lambda..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".redrive..");

  @ArchTest static final ArchRule tls_knows_no_stage = knowsOnly("tls", own("tls"));

  @ArchTest
  static final ArchRule elasticsearch_knows_what_is_sent_and_whom_to_trust =
      knowsOnly(
          "elasticsearch",
          own("elasticsearch")
              .or(own("json"))
              .or(own("bulk"))
              .or(own("document"))
              .or(own("tls"))
              .or(belongToAnyOf(Lazy.class)));

  @ArchTest
  static final ArchRule settings_know_what_they_set =
      knowsOnly(
          "settings",
          own("settings")
              .or(own("document"))
              .or(own("bulk"))
              .or(own("elasticsearch"))
              .or(own("tls")));

  @ArchTest
  static final ArchRule the_pipeline_knows_neither_settings_nor_lambda =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".settings..", ROOT + ".lambda..");

  @ArchTest
  static final ArchRule only_lambda_knows_the_settings =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".lambda..", ROOT + ".settings..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".settings..");

  @ArchTest
  static final ArchRule only_lambda_knows_that_it_runs_on_lambda =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".lambda..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.amazonaws..");

  @ArchTest
  static final ArchRule only_elasticsearch_knows_the_elasticsearch_client =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".elasticsearch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("co.elastic..");

  @ArchTest
  static final ArchRule only_s3_knows_the_aws_sdk =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule no_stage_stands_in_a_cycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  private static ArchRule knowsOnly(String stage, DescribedPredicate<JavaClass> allowed) {
    return classes()
        .that()
        .resideInAPackage(ROOT + "." + stage + "..")
        .should(
            ArchConditions.onlyDependOnClassesThat(
                allowed.or(resideOutsideOfPackage("dev.logferry.."))));
  }

  private static DescribedPredicate<JavaClass> own(String stage) {
    return resideInAPackage(ROOT + "." + stage + "..");
  }
}
