using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Npm.Tests.Tarballs;

/// <summary>Listings that are kept and read again.</summary>
public sealed class TarballListingCodecTests
{
    [Fact]
    public async Task A_listing_is_the_same_again()
    {
        var listing = await ListingAsync(
            ("package/npm-shrinkwrap.json", """{"lockfileVersion":3,"packages":{"":{"name":"\u00e9"}}}"""),
            ("package/node_modules/@s/b/package.json", """{"name":"@s/b","version":"1.0.0"}"""),
            ("package/node_modules/a/package.json", """{"name":"a","deep":[1,2.50,{"x":null}]}""")
        );

        var again = TarballListingCodec.Decode(TarballListingCodec.Encode(listing));

        again.Manifests.Count.ShouldBe(2);
        ShouldEqual(again, listing);
    }

    [Fact]
    public async Task So_is_shrinkwrapof_nothing()
    {
        var again = TarballListingCodec.Decode(TarballListingCodec.Encode(await ListingAsync()));

        again.Manifests.ShouldBeEmpty();
        again.Shrinkwrap.ShouldBeNull();
    }

    [Fact]
    public async Task Damaged_bytes_are_refused_or_a_listing_and_never_anything_else()
    {
        var listing = await ListingAsync(("package/node_modules/a/package.json", """{"name":"a","version":"1.0.0"}"""));
        var whole = TarballListingCodec.Encode(listing);
        var refused = 0;
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            refused += TryDecode(damaged) is null ? 1 : 0;
        }

        refused.ShouldBeGreaterThan(whole.Length * 4);
        for (var length = 0; length < whole.Length; length++)
        {
            // The end of the compressed bytes says only that nothing follows.
            if (TryDecode(whole[..length]) is { } found)
                ShouldEqual(found, listing);
        }
    }

    private static TarballListing? TryDecode(byte[] bytes)
    {
        try
        {
            return TarballListingCodec.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void ShouldEqual(TarballListing found, TarballListing expected)
    {
        found.Manifests.Select(each => each.Path).ShouldBe(expected.Manifests.Select(each => each.Path));
        foreach (var (one, other) in found.Manifests.Zip(expected.Manifests))
            JsonElement.DeepEquals(one.Manifest, other.Manifest).ShouldBeTrue(one.Path);
        found.Shrinkwrap.HasValue.ShouldBe(expected.Shrinkwrap.HasValue);
        if (found.Shrinkwrap is { } shrinkwrap && expected.Shrinkwrap is { } same)
            JsonElement.DeepEquals(shrinkwrap, same).ShouldBeTrue($"{shrinkwrap} is not {same}");
    }

    private static async Task<TarballListing> ListingAsync(params (string Path, string Content)[] files)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                await writer.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                    }
                );
            }
        }

        archive.Position = 0;
        return await TarballListing.ReadAsync(archive);
    }
}
