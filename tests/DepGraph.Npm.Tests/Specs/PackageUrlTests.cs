using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Tests.Specs;

public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("express", "4.18.2", "pkg:npm/express@4.18.2")]
    [InlineData("@babel/core", "7.0.0", "pkg:npm/%40babel/core@7.0.0")]
    [InlineData("a", "1.0.0-rc.1+build.5", "pkg:npm/a@1.0.0-rc.1%2Bbuild.5")]
    [InlineData("express", null, "pkg:npm/express")]
    [InlineData("@babel/core", null, "pkg:npm/%40babel/core")]
    [InlineData("@babel/core", "8.0.0+x", "pkg:npm/%40babel/core@8.0.0%2Bx")]
    [InlineData("@a@b/c d", "1.0.0", "pkg:npm/%40a%40b/c%20d@1.0.0")]
    [InlineData("old name/sub", "é", "pkg:npm/old%20name/sub@%C3%A9")]
    public void Reserved_characters_are_percent_encoded_and_read_back(string name, string? version, string text)
    {
        new PackageUrl(name, version).ToString().ShouldBe(text);
        PackageUrl.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(new PackageUrl(name, version));
    }

    [Theory]
    [InlineData("PKG:NPM/express@1.0.0")]
    [InlineData("pkg://npm/express@1.0.0")]
    [InlineData("pkg:npm/express@1.0.0?arch=x64#lib")]
    public void Other_spellings_of_the_same_are_understood(string text)
    {
        PackageUrl.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(new PackageUrl("express", "1.0.0"));
    }

    [Fact]
    public void A_scope_that_is_not_encoded_is_no_version()
    {
        PackageUrl.TryParse("pkg:npm/@babel/core", out var read).ShouldBeTrue();
        read.ShouldBe(new PackageUrl("@babel/core", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pkg:")]
    [InlineData("pkg:npm/")]
    [InlineData("pkg:npm/express@")]
    [InlineData("pkg:pypi/requests@1.0")]
    [InlineData("express@1.0.0")]
    public void What_is_no_npm_purl_is_refused(string text) => PackageUrl.TryParse(text, out _).ShouldBeFalse();
}
