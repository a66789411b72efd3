using DepGraph.Npm.SemVer;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.SemVer;

public sealed class SemVerPropertyTests
{
    private static readonly SemVerOptions[] AllOptions =
    [
        SemVerOptions.None,
        SemVerOptions.Loose,
        SemVerOptions.IncludePrerelease,
        SemVerOptions.Loose | SemVerOptions.IncludePrerelease,
    ];

    private static readonly Config Thorough = PropertyRun.Of(1000);

    private static readonly Gen<SemVersion> Versions = Soup.VersionText.Select(Parse);

    [Fact]
    public void Reading_never_throws_whatever_the_text() =>
        Prop.ForAll(
                Soup.Text,
                text =>
                {
                    SemVersion.TryParse(text, loose: false, out _);
                    SemVersion.TryParse(text, loose: true, out _);
                    SemVerFunctions.Clean(text);
                    SemVerFunctions.Coerce(text);
                    foreach (SemVerOptions options in AllOptions)
                    {
                        if (SemRange.TryParse(text, options, out SemRange? range))
                        {
                            range.MinVersion();
                            range.Intersects(range);
                        }
                    }
                }
            )
            .Check(Thorough);

    [Fact]
    public void A_version_reads_back_from_its_own_text() =>
        Prop.ForAll(
                Soup.Text,
                text => !SemVersion.TryParse(text, loose: true, out SemVersion? version) || IsStable(version)
            )
            .Check(Thorough);

    [Fact]
    public void Sorting_order_is_total() =>
        Prop.ForAll(
                Versions.Three().ToArbitrary(),
                three =>
                {
                    (SemVersion a, SemVersion b, SemVersion c) = three;
                    bool isAntisymmetric = Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a));
                    bool isTransitive = a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0;
                    bool agreesWithEquals = (a.CompareTo(b) == 0) == a.Equals(b);
                    int precedence = SemVersion.Compare(a, b);
                    bool refinesPrecedence = precedence == 0 || precedence == a.CompareTo(b);
                    return isAntisymmetric && isTransitive && agreesWithEquals && refinesPrecedence;
                }
            )
            .Check(Thorough);

    [Fact]
    public void The_canonical_text_of_a_range_reads_back_as_the_same_versions() =>
        Prop.ForAll(
                (
                    from range in Soup.RangeText
                    from version in Versions
                    from options in Gen.Elements(AllOptions)
                    select (range, version, options)
                ).ToArbitrary(),
                sample =>
                {
                    if (!SemRange.TryParse(sample.range, sample.options, out SemRange? range))
                    {
                        return true;
                    }

                    return SemRange.TryParse(range.ToString(), sample.options, out SemRange? again)
                        && SemRange.TryParse(again.ToString(), sample.options, out SemRange? settled)
                        && again.ToString() == settled.ToString()
                        && range.IsSatisfiedBy(sample.version) == again.IsSatisfiedBy(sample.version);
                }
            )
            .Check(Thorough);

    [Fact]
    public void A_version_that_satisfies_a_range_is_neither_above_nor_below_it() =>
        Prop.ForAll(
                (from range in Soup.RangeText from version in Versions select (range, version)).ToArbitrary(),
                sample =>
                    !SemRange.TryParse(sample.range, SemVerOptions.None, out SemRange? range)
                    || !range.IsSatisfiedBy(sample.version)
                    || (!range.IsExceededBy(sample.version) && !range.IsUndercutBy(sample.version))
            )
            .Check(Thorough);

    private static SemVersion Parse(string text) =>
        SemVersion.TryParse(text, loose: false, out SemVersion? version)
            ? version
            : throw new InvalidOperationException($"The generator made \"{text}\", which is no version.");

    private static bool IsStable(SemVersion version) =>
        SemVersion.TryParse(version.Text, loose: true, out SemVersion? again)
        && again == version
        && again.Text == version.Text;
}
