package dev.logferry.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A package for each command or for what commands share, and their order. */
@AnalyzeClasses(packages = PackagesTest.ROOT, importOptions = DoNotIncludeTests.class)
class PackagesTest {

  static final String ROOT = "dev.logferry.cli";

  @ArchTest static final ArchRule terminal_depends_on_no_package = dependsOnlyOn("terminal");

  @ArchTest
  static final ArchRule what_commands_share_depends_on_no_command =
      dependsOnlyOn("command", "terminal");

  @ArchTest
  static final ArchRule events_depend_on_no_command =
      dependsOnlyOn("events", "command", "terminal");

  @ArchTest
  static final ArchRule no_command_depends_on_the_root =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static final ArchRule packages_have_no_cycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  private static ArchRule dependsOnlyOn(String name, String... others) {
    DescribedPredicate<JavaClass> allowed = resideOutsideOfPackage(ROOT + "..").or(in(name));
    for (String other : others) {
      allowed = allowed.or(in(other));
    }
    return classes().that(in(name)).should(onlyDependOnClassesThat(allowed));
  }

  private static DescribedPredicate<JavaClass> in(String name) {
    return resideInAPackage(ROOT + "." + name + "..");
  }
}
