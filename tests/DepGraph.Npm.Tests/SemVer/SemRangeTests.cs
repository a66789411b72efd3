using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Tests.SemVer;

public sealed class SemRangeTests
{
    [Theory]
    [InlineData("^1.2.3", ">=1.2.3 <2.0.0-0")]
    [InlineData("^0.2.3", ">=0.2.3 <0.3.0-0")]
    [InlineData("^0.0.3", ">=0.0.3 <0.0.4-0")]
    [InlineData("^0.0", "<0.1.0-0")]
    [InlineData("^1.x", ">=1.0.0 <2.0.0-0")]
    public void Caret_keeps_the_first_number_that_is_not_zero(string range, string canonical)
    {
        Parse(range).ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("~1.2.3", ">=1.2.3 <1.3.0-0")]
    [InlineData("~> 1.2", ">=1.2.0 <1.3.0-0")]
    [InlineData("~1", ">=1.0.0 <2.0.0-0")]
    public void Tilde_stays_within_the_minor_version_if_there_is_one(string range, string canonical)
    {
        Parse(range).ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("1.2.3 - 2.3", ">=1.2.3 <2.4.0-0")]
    [InlineData("1.2 - 2.3.4", ">=1.2.0 <=2.3.4")]
    [InlineData("* - 2", "<3.0.0-0")]
    public void A_hyphen_range_includes_both_ends_as_far_as_they_are_written(string range, string canonical)
    {
        Parse(range).ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("*")]
    [InlineData("x.X.*")]
    [InlineData(">=0.0.0")]
    [InlineData("1 || * || 2")]
    public void Anything_goes_is_written_as_a_star(string range)
    {
        Parse(range).ToString().ShouldBe("*");
        Parse(range).IsAny.ShouldBeTrue();
    }

    [Fact]
    public void Alternatives_that_admit_nothing_are_left_out()
    {
        Parse("<* || 1.2.3").ToString().ShouldBe("1.2.3");
        Parse("<* || >x").ToString().ShouldBe("<0.0.0-0");
    }

    [Fact]
    public void A_prerelease_needs_a_comparator_that_names_one_of_the_same_version()
    {
        SemRange range = Parse("^1.2.3-beta.2");
        range.IsSatisfiedBy("1.2.3-beta.4").ShouldBeTrue();
        range.IsSatisfiedBy("1.2.3-beta.1").ShouldBeFalse();
        range.IsSatisfiedBy("1.2.4-beta.4").ShouldBeFalse();
        range.IsSatisfiedBy("1.2.4").ShouldBeTrue();
        Parse("^1.2.3-beta.2", SemVerOptions.IncludePrerelease).IsSatisfiedBy("1.2.4-beta.4").ShouldBeTrue();
    }

    [Fact]
    public void Loose_mode_leaves_out_what_cannot_be_read_as_long_as_something_remains()
    {
        Parse("^1.2.3 latest", SemVerOptions.Loose).ToString().ShouldBe(">=1.2.3 <2.0.0-0");
        SemRange.TryParse("^1.2.3 latest", SemVerOptions.None, out _).ShouldBeFalse();
        SemRange.TryParse("latest next", SemVerOptions.Loose, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(">=1.2.3", "1.2.3")]
    [InlineData(">1.2.3", "1.2.4")]
    [InlineData(">1.2.3-a", "1.2.3-a.0")]
    [InlineData("<1", "0.0.0")]
    [InlineData("2 || 1.5", "1.5.0")]
    [InlineData(">2 <1", null)]
    public void The_lowest_version_of_a_range_is_known(string range, string? lowest)
    {
        (Parse(range).MinVersion()?.Text).ShouldBe(lowest);
    }

    [Fact]
    public void Ranges_are_set_against_each_other()
    {
        Parse("^1.2").Intersects(Parse("1.5 - 3")).ShouldBeTrue();
        Parse("^1.2").Intersects(Parse("<1.2 || >=2")).ShouldBeFalse();
        Parse("~1.2.3").IsSubsetOf(Parse("^1.2")).ShouldBeTrue();
        Parse("^1.2").IsSubsetOf(Parse("~1.2.3")).ShouldBeFalse();
    }

    [Fact]
    public void A_version_is_above_below_or_beside_a_range()
    {
        SemRange range = Parse("1.2.x || 2.x");
        SemVersion.TryParse("3.0.0", loose: false, out SemVersion? above).ShouldBeTrue();
        SemVersion.TryParse("1.1.0", loose: false, out SemVersion? below).ShouldBeTrue();
        SemVersion.TryParse("1.9.0", loose: false, out SemVersion? beside).ShouldBeTrue();
        (range.IsExceededBy(above!), range.IsUndercutBy(above!)).ShouldBe((true, false));
        (range.IsExceededBy(below!), range.IsUndercutBy(below!)).ShouldBe((false, true));
        (range.IsExceededBy(beside!), range.IsUndercutBy(beside!)).ShouldBe((false, false));
    }

    [Fact]
    public void Testing_a_version_allocates_nothing()
    {
        SemRange range = Parse("^1.2.3-beta.1 || 2.x || >=3 <5");
        SemVersion.TryParse("1.2.3-beta.7", loose: false, out SemVersion? version).ShouldBeTrue();
        range.IsSatisfiedBy(version!).ShouldBeTrue();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            range.IsSatisfiedBy(version!);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    public static TheoryData<string> HostileShapes =>
        [
            "v",
            "=",
            "v=",
            "1",
            "1.",
            "-",
            " - ",
            "||",
            "|",
            "1 ",
            "> ",
            "~> ",
            "^ ",
            "1.2.3-a.",
            "+a",
            "* ",
            "x",
            "1.0.0-0 || ",
            "<1 ",
        ];

    [Theory]
    [MemberData(nameof(HostileShapes))]
    public void The_longest_texts_are_answered(string shape)
    {
        string text = string.Concat(Enumerable.Repeat(shape, SemRange.MaxLength / shape.Length));
        foreach (SemVerOptions options in (SemVerOptions[])[SemVerOptions.None, SemVerOptions.Loose])
        {
            if (SemRange.TryParse(text, options, out SemRange? range))
            {
                range.Intersects(Parse("*"));
                range.MinVersion();
            }
        }
    }

    [Fact]
    public void A_text_above_the_limit_is_no_range()
    {
        SemRange.TryParse("1" + new string(' ', SemRange.MaxLength - 1), SemVerOptions.None, out _).ShouldBeTrue();
        SemRange.TryParse("1" + new string(' ', SemRange.MaxLength), SemVerOptions.None, out _).ShouldBeFalse();
    }

    [Fact]
    public void Comparators_are_kept_once_however_many_there_are()
    {
        string text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $">{i % 50}.0.0"));
        Parse(text).ToString().Split(' ').Length.ShouldBe(50);
    }

    private static SemRange Parse(string text, SemVerOptions options = SemVerOptions.None)
    {
        SemRange.TryParse(text, options, out SemRange? range).ShouldBeTrue(text.Length > 100 ? text[..100] : text);
        return range!;
    }
}
