using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class UnpackedSizeTests
{
    [Fact]
    public async Task Sizes_add_up_and_those_without_one_are_counted()
    {
        var head = await ReadAsync("10", "null", "5", "\"7\"");

        UnpackedSize
            .Of([.. Enumerable.Range(0, head.Count).Select(i => head[i]), null])
            .ShouldBe(new UnpackedSize(15, 3));
        UnpackedSize.Of([]).ShouldBe(new UnpackedSize(0, 0));
    }

    [Fact]
    public async Task A_sum_that_no_number_holds_stays_at_the_largest()
    {
        var head = await ReadAsync($"{1L << 43}");
        var versions = Enumerable.Repeat<VersionManifest?>(head[0], (1 << 20) + 1);

        UnpackedSize.Of(versions).ShouldBe(new UnpackedSize(long.MaxValue, 0));
    }

    private static async Task<PackageHead> ReadAsync(params string[] sizes)
    {
        var versions = sizes.Select((size, i) => $$"""  "1.0.{{i}}": { "dist": { "unpackedSize": {{size}} } }  """);
        var json = $$"""{ "name": "a", "versions": { {{string.Join(',', versions)}} } }""";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return (await PackumentReader.ReadAsync(stream, "a", full: false)).Head;
    }
}
