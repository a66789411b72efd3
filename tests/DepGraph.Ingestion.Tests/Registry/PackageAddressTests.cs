using DepGraph.Ingestion.Registry;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class PackageAddressTests
{
    private static readonly Uri Registry = new("https://registry.example/npm/");

    [Fact]
    public void No_name_leaves_its_place_below_the_registry()
    {
        var pieces = Gen.Elements(
            "a",
            ".",
            "..",
            "/",
            "\\",
            "@",
            "%2e",
            "%2f",
            "?",
            "#",
            ":",
            "//",
            " ",
            "é",
            "\0",
            "\r\n"
        );
        var names = pieces.ArrayOf().Select(string.Concat).ToArbitrary();

        Prop.ForAll(
                names,
                name =>
                {
                    if (PackageAddress.Of(name, Registry) is not { } address)
                    {
                        return true;
                    }

                    var path = address.AbsoluteUri["https://registry.example/npm/".Length..];
                    return address.AbsoluteUri.StartsWith(Registry.AbsoluteUri, StringComparison.Ordinal)
                        && path.IndexOfAny(['/', '\\', '?', '#', ' ']) < 0
                        && path is not ("." or ".." or "");
                }
            )
            .Check(PropertyRun.Of(100));
    }

    [Fact]
    public void A_name_beyond_all_measure_has_no_address() =>
        PackageAddress.Of(new string('a', 5_000), Registry).ShouldBeNull();
}
