using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Tests.Specs;

public sealed class PackageNameTests
{
    [Theory]
    [InlineData("express")]
    [InlineData("@types/node")]
    [InlineData("is-thirteen.js")]
    public void Ordinary_names_are_valid(string name)
    {
        PackageName.Check(name).IsValidForNewPackages.ShouldBeTrue();
        PackageName.IsValid(name).ShouldBeTrue();
    }

    [Theory]
    [InlineData("JSONStream", "name can no longer contain capital letters")]
    [InlineData("http", "http is a core module name")]
    [InlineData("a!", "name can no longer contain special characters (\"~'!()*\")")]
    public void Names_from_before_the_rules_stay_valid_with_a_warning(string name, string warning)
    {
        PackageNameReport report = PackageName.Check(name);
        (report.IsValidForOldPackages, report.IsValidForNewPackages).ShouldBe((true, false));
        report.Warnings.ShouldBe([warning]);
    }

    [Theory]
    [InlineData("", "name length must be greater than zero")]
    [InlineData(".a", "name cannot start with a period")]
    [InlineData("_a", "name cannot start with an underscore")]
    [InlineData("-a", "name cannot start with a hyphen")]
    [InlineData("node_modules", "node_modules is not a valid package name")]
    [InlineData("a/b", "name can only contain URL-friendly characters")]
    [InlineData("@a/.b", "name cannot start with a period")]
    [InlineData("@a/b/c", "name can only contain URL-friendly characters")]
    public void Impossible_names_are_refused_with_the_reason(string name, string error)
    {
        PackageName.Check(name).Errors.ShouldContain(error);
        PackageName.IsValid(name).ShouldBeFalse();
    }
}
