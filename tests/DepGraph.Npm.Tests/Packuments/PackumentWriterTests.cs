using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class PackumentWriterTests
{
    [Theory]
    [InlineData("packuments", 15)]
    [InlineData("packuments-full", 15)]
    [InlineData("synthetic/packuments", 1)]
    [InlineData("synthetic/packuments-full", 1)]
    public void Real_and_made_up_documents_give_the_same_bytes_again(string folder, int step)
    {
        var files = Directory.GetFiles(Path.Combine(Equipment.Require("npm"), folder)).Order(StringComparer.Ordinal);
        foreach (var file in files.Where((_, i) => i % step == 0))
        {
            var name = Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]);
            var isFull = folder.EndsWith("full", StringComparison.Ordinal);
            ShouldBeTheSame(PackumentReader.Read(PackumentSamples.Unpack(file), name, isFull));
        }
    }

    [Theory]
    [InlineData(""" "license": "MIT" """)]
    [InlineData(""" "license": { "type": "MIT" } """)]
    [InlineData(""" "license": {}, "licenses": ["MIT", "ISC"] """)]
    [InlineData(""" "licenses": [{ "type": "MIT" }] """)]
    [InlineData(""" "license": "" """)]
    [InlineData(""" "license": 7 """)]
    [InlineData(""" "libc": "musl", "os": "linux", "cpu": ["x64", "!arm"] """)]
    [InlineData(""" "os": "", "libc": "" """)]
    [InlineData(""" "repository": { "directory": "only/this" } """)]
    [InlineData(""" "repository": "short" """)]
    [InlineData(""" "workspaces": ["a"], "bundleDependencies": true, "dependencies": { "a": "1", "b": "2" } """)]
    [InlineData(""" "dependencies": { "a": null, "b": 7, "c": { "d": [1, "e"] }, "f": "", "10": "*", "9": "*" } """)]
    [InlineData(""" "dependencies": { "a": "1" }, "optionalDependencies": { "a": "2" } """)]
    [InlineData(
        """ "peerDependencies": { "a": "1", "b": "2" }, "peerDependenciesMeta": { "b": { "optional": true } } """
    )]
    [InlineData(""" "dist": { "tarball": "https:\/\/r.invalid\/a\/-\/a-1.0.0.tgz" } """)]
    [InlineData(
        """ "dist": { "tarball": "https://r.invalid/a/-/a-1.0.0.tgz", "shasum": "short", "integrity": "sha1-x" } """
    )]
    [InlineData(""" "dist": { "shasum": "\u0030123456789012345678901234567890123456789", "fileCount": 1 } """)]
    [InlineData(""" "deprecated": true, "hasInstallScript": true, "_hasShrinkwrap": true, "engines": ["node"] """)]
    [InlineData(""" "deprecated": "two\nlines \u2028 \ud83d\ude00", "bin": "x.js", "funding": [{ "url": "x" }] """)]
    public void Whatever_a_version_declares_it_declares_again(string fields)
    {
        var json = $$$"""
            {"_id":"a","name":"a","dist-tags":{"latest":"1.0.0","old":"gone"},"time":{"1.0.0":"2020-01-01T01:02:03.004Z"},
            "versions":{"1.0.0":{ {{{fields}}} },"1.0.0+one":{},"1.0.0+two":{},"none":{}} }
            """;

        ShouldBeTheSame(PackumentReader.Read(System.Text.Encoding.UTF8.GetBytes(json), "a", full: true));
    }

    [Fact]
    public async Task Head_and_details_of_different_documents_do_not_go_into_one()
    {
        var older = await PackumentSamples.ReadAsync("""{"name":"a","versions":{"1.0.0":{}}}""", full: true);
        var newer = await PackumentSamples.ReadAsync("""{"name":"a","versions":{"1.0.0":{},"1.1.0":{}}}""");
        var touched = await PackumentSamples.ReadAsync(
            """{"name":"a","modified":"2024-01-01","versions":{"1.0.0":{}}}"""
        );

        PackumentWriter.AreOfOneDocument(older.Head, older.Details!).ShouldBeTrue();
        PackumentWriter.AreOfOneDocument(newer.Head, older.Details!).ShouldBeFalse();
        PackumentWriter.AreOfOneDocument(touched.Head, older.Details!).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => PackumentSamples.Rewrite(new Packument(newer.Head, older.Details)));
    }

    private static void ShouldBeTheSame(Packument packument)
    {
        var rewritten = PackumentSamples.Rewrite(packument);
        rewritten.Head.ContentHash.ShouldBe(packument.Head.ContentHash, packument.Head.Name);
        (rewritten.Details?.ContentHash).ShouldBe(packument.Details?.ContentHash, packument.Head.Name);
    }
}
