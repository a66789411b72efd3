using System.Text;
using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class CodecTests
{
    private const string Document = """
        {"_id":"a","name":"a","dist-tags":{"latest":"1.1.0","next":"9.9.9"},"description":"An a",
        "time":{"created":"2020-01-01T00:00:00.000Z","modified":"2024-05-06T07:08:09.010Z","1.0.0":"2020-01-01T00:00:01Z","gone":"2021-01-01"},
        "maintainers":[{"name":"ann","email":"ann@example.test"},"bob",{"email":"c@example.test"},7],
        "versions":{"1.0.0":{"dependencies":{"b":"^1"},"license":"ISC","libc":["glibc"]},
        "1.1.0":{"dependencies":{"b":"^1","é":"*"},"deprecated":"old","license":{"type":"MIT"},"homepage":"https://a.test",
        "keywords":["k","l"],"repository":{"url":"git+https://example.test/a.git","directory":"packages/a"},
        "dist":{"integrity":"sha512-AA==","unpackedSize":5}}}}
        """;

    [Fact]
    public async Task A_decoded_head_exposes_what_the_encoded_one_did()
    {
        var head = (await PackumentSamples.ReadAsync(Document, full: true)).Head;
        var decoded = HeadCodec.Decode("a", HeadCodec.Encode(head).ToArray());
        PackumentSamples.Describe(decoded).ShouldBe(PackumentSamples.Describe(head));
        decoded.ContentHash.ShouldBe(head.ContentHash);
    }

    [Theory]
    [InlineData(1, 65_000)]
    [InlineData(1, 66_000)]
    [InlineData(3_000, 10)]
    [InlineData(9_000, 10)]
    public async Task A_head_of_any_size_says_what_its_document_does(int versions, int rangeLength)
    {
        var range = new string('1', rangeLength);
        var lines = Enumerable.Range(0, versions).Select(i => $"1.0.{i}: b@{range} c{i % 100}@{i}");
        var json = DeclaredPackument.Of("a", [.. lines]).ToJsonString();

        var head = HeadCodec.Decode("a", HeadCodec.Encode(await PackumentSamples.HeadAsync(json)).ToArray());

        head.Count.ShouldBe(versions);
        for (var i = 0; i < versions; i++)
        {
            head.IndexOf($"1.0.{i}").ShouldBe(i);
            head[i].Requirements.Select(one => (one.Name, one.Range)).ShouldBe([("b", range), ($"c{i % 100}", $"{i}")]);
        }
    }

    [Fact]
    public async Task Versions_that_are_alike_but_for_their_text_cost_a_few_bytes_each()
    {
        var few = await LengthAsync(100);
        var many = await LengthAsync(1_100);

        ((many - few) / 1_000.0).ShouldBeLessThan(20);

        static async Task<int> LengthAsync(int versions)
        {
            var document = DeclaredPackument.Of("a", [.. Enumerable.Range(0, versions).Select(i => $"1.0.{i}: b@^1")]);
            foreach (var (_, manifest) in document["versions"]!.AsObject())
                (manifest!["engines"], manifest["os"]) = (new JsonObject { ["node"] = ">=18" }, new JsonArray("linux"));
            return HeadCodec.Encode(await PackumentSamples.HeadAsync(document.ToJsonString())).Length;
        }
    }

    [Fact]
    public async Task A_slice_of_a_larger_array_is_decoded_too()
    {
        var head = (await PackumentSamples.ReadAsync(Document)).Head;
        byte[] padded = [1, 2, 3, .. HeadCodec.Encode(head), 4];
        HeadCodec.Decode("a", padded.AsMemory(3, padded.Length - 4)).ContentHash.ShouldBe(head.ContentHash);
    }

    [Fact]
    public async Task Details_are_taken_from_the_top_level_or_else_from_the_latest_version()
    {
        var details = (await PackumentSamples.ReadAsync(Document, full: true)).Details!;
        var decoded = DetailsCodec.Decode("a", DetailsCodec.Encode(details));
        foreach (var each in (PackageDetails[])[details, decoded])
        {
            each.Description.ShouldBe("An a");
            each.Homepage.ShouldBe("https://a.test");
            each.License.ShouldBe("MIT");
            each.Keywords.ShouldBe(["k", "l"]);
            each.RepositoryUrl.ShouldBe("git+https://example.test/a.git");
            each.RepositoryDirectory.ShouldBe("packages/a");
            each.Maintainers.ShouldBe([
                new Maintainer("ann", "ann@example.test"),
                new Maintainer("bob", null),
                new Maintainer(null, "c@example.test"),
            ]);
            each.CreatedAt.ShouldBe(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
            each.ModifiedAt.ShouldBe(new DateTimeOffset(2024, 5, 6, 7, 8, 9, 10, TimeSpan.Zero));
            each.Find("1.0.0")!.Value.PublishedAt.ShouldBe(new DateTimeOffset(2020, 1, 1, 0, 0, 1, TimeSpan.Zero));
            each.Find("1.0.0")!.Value.License.ShouldBe("ISC");
            each.Find("1.0.0")!.Value.Libc.ShouldBe(["glibc"]);
            each.Find("1.1.0")!.Value.PublishedAt.ShouldBeNull();
            each.Find("1.1.0")!.Value.Libc.ShouldBeEmpty();
            each.Find("gone").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("\"MIT\"", "MIT")]
    [InlineData("{\"type\":\"MIT\",\"url\":\"x\"}", "MIT")]
    [InlineData("[{\"type\":\"MIT\"},\"ISC\"]", "(MIT OR ISC)")]
    [InlineData("[{\"name\":\"MIT\"}]", "MIT")]
    [InlineData("[]", null)]
    [InlineData("7", null)]
    public async Task Licences_are_read_in_all_their_forms(string json, string? license)
    {
        var packument = await PackumentSamples.ReadAsync(
            $$$"""{"name":"a","versions":{"1.0.0":{"license":{{{json}}} }} }""",
            full: true
        );
        packument.Details!.License.ShouldBe(license);
        packument.Details.Find("1.0.0")!.Value.License.ShouldBe(license);
    }

    [Fact]
    public async Task Every_cut_and_every_flipped_bit_is_noticed()
    {
        var packument = await PackumentSamples.ReadAsync(Document, full: true);
        var head = HeadCodec.Encode(packument.Head);
        var details = DetailsCodec.Encode(packument.Details!);
        for (var length = 0; length < head.Length; length++)
            Should.Throw<InvalidDataException>(() => HeadCodec.Decode("a", head.AsMemory(0, length)));
        for (var length = 0; length < details.Length; length++)
            Should.Throw<InvalidDataException>(() => DetailsCodec.Decode("a", details.AsMemory(0, length)));
        for (var bit = 0; bit < 8 * head.Length; bit++)
            Should.Throw<InvalidDataException>(() => HeadCodec.Decode("a", Flip(head, bit)));
        for (var bit = 0; bit < 8 * details.Length; bit++)
            Should.Throw<InvalidDataException>(() => DetailsCodec.Decode("a", Flip(details, bit)));

        static byte[] Flip(byte[] data, int bit)
        {
            var flipped = data.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            return flipped;
        }
    }

    [Fact]
    public async Task Bytes_of_another_package_or_of_another_type_are_refused()
    {
        var packument = await PackumentSamples.ReadAsync(Document, full: true);
        Should
            .Throw<InvalidDataException>(() => HeadCodec.Decode("b", HeadCodec.Encode(packument.Head)))
            .Message.ShouldBe("Packed head of b: it is a's");
        Should.Throw<InvalidDataException>(() => DetailsCodec.Decode("b", DetailsCodec.Encode(packument.Details!)));
        Should.Throw<InvalidDataException>(() => DetailsCodec.Decode("a", HeadCodec.Encode(packument.Head)));
        Should.Throw<InvalidDataException>(() =>
            HeadCodec.Decode("a", Encoding.UTF8.GetBytes("not packed at all, really"))
        );
    }
}
