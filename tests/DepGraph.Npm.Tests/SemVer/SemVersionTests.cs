using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Tests.SemVer;

public sealed class SemVersionTests
{
    [Theory]
    [InlineData("1.2.3")]
    [InlineData("0.0.0-alpha.1")]
    [InlineData("4294967295.4294967296.9007199254740991")]
    public void A_canonical_text_is_kept_and_not_copied(string text)
    {
        Parse(text).Text.ShouldBeSameAs(text);
    }

    [Theory]
    [InlineData("v1.2.3", "1.2.3")]
    [InlineData(" 1.2.3-rc.1+build.5\n", "1.2.3-rc.1")]
    [InlineData("v1.2.3-a+b", "1.2.3-a")]
    public void A_leading_v_whitespace_and_build_metadata_are_not_part_of_the_canonical_text(
        string text,
        string canonical
    )
    {
        Parse(text).Text.ShouldBe(canonical);
    }

    [Theory]
    [InlineData("1.2.3beta", "1.2.3-beta")]
    [InlineData("= v01.02.03", "1.2.3")]
    [InlineData("1.2.34.5", "1.2.3-4.5")]
    [InlineData("1.2.3-01", "1.2.3-1")]
    [InlineData("1.2.3-", "1.2.3--")]
    public void Loose_mode_reads_what_strict_mode_refuses(string text, string canonical)
    {
        SemVersion.TryParse(text, loose: false, out _).ShouldBeFalse();
        Parse(text, loose: true).Text.ShouldBe(canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("1.2.9007199254740992")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+")]
    [InlineData("٣.٢.١")]
    public void What_is_no_version_is_refused_in_both_modes(string? text)
    {
        SemVersion.TryParse(text, loose: false, out _).ShouldBeFalse();
        SemVersion.TryParse(text, loose: true, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_text_above_256_characters_is_no_version()
    {
        SemVersion.TryParse("1.2.3-" + new string('a', 250), loose: false, out _).ShouldBeTrue();
        SemVersion.TryParse("1.2.3-" + new string('a', 251), loose: false, out _).ShouldBeFalse();
    }

    [Fact]
    public void Numbers_above_32_bits_are_read_and_ordered()
    {
        SemVersion version = Parse("4294967295.5000000000.9007199254740991-a");
        version.Major.ShouldBe(4294967295);
        version.Minor.ShouldBe(5000000000);
        version.Patch.ShouldBe(9007199254740991);
        version.ShouldBeGreaterThan(Parse("4294967295.4999999999.0"));
        version.ShouldBeLessThan(Parse("4294967295.5000000001.0"));
    }

    [Fact]
    public void Precedence_follows_the_example_of_the_specification()
    {
        string[] ascending =
        [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
        ];
        for (int i = 1; i < ascending.Length; i++)
        {
            SemVersion.Compare(Parse(ascending[i - 1]), Parse(ascending[i])).ShouldBe(-1);
            SemVersion.Compare(Parse(ascending[i]), Parse(ascending[i - 1])).ShouldBe(1);
        }
    }

    [Fact]
    public void Build_metadata_decides_only_when_asked()
    {
        SemVersion.Compare(Parse("1.0.0+1"), Parse("1.0.0+2")).ShouldBe(0);
        SemVersion.CompareBuild(Parse("1.0.0+1"), Parse("1.0.0+2")).ShouldBe(-1);
        SemVersion.CompareBuild(Parse("1.0.0"), Parse("1.0.0+0")).ShouldBe(-1);
        Parse("1.0.0+1").ShouldBe(Parse("1.0.0+2"));
    }

    [Fact]
    public void Numbers_that_are_one_double_are_equal_for_npm_but_not_when_sorting()
    {
        SemVersion even = Parse("1.0.0-9007199254740992");
        SemVersion odd = Parse("1.0.0-9007199254740993");
        SemVersion.Compare(even, odd).ShouldBe(0);
        even.CompareTo(odd).ShouldBe(-1);
        even.ShouldNotBe(odd);
    }

    [Theory]
    [InlineData("node-4.2 or later", "4.2.0")]
    [InlineData("v3", "3.0.0")]
    [InlineData("1.2.3.4", "1.2.3")]
    [InlineData("99999999999999999.7", "7.0.0")]
    [InlineData("no digits", null)]
    public void Coerce_finds_the_first_thing_that_looks_like_a_version(string text, string? expected)
    {
        SemVerFunctions.Coerce(text)?.Text.ShouldBe(expected);
    }

    private static SemVersion Parse(string text, bool loose = false)
    {
        SemVersion.TryParse(text, loose, out SemVersion? version).ShouldBeTrue(text);
        return version!;
    }
}
