using System.Formats.Tar;
using System.Text;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Npm.Tests.Tarballs;

public sealed class TarballListingTests
{
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.V7)]
    public async Task Bundled_packages_and_the_shrinkwrap_are_listed(TarEntryFormat format)
    {
        var listing = await ReadAsync(
            format,
            ("package/package.json", """{"name":"top"}"""),
            ("package/index.js", "code"),
            ("package/node_modules/@s/b/node_modules/c/package.json", """{"name":"c","version":"2.0.0"}"""),
            ("package/node_modules/@s/b/package.json", """{"name":"@s/b"}"""),
            ("package/node_modules/a/lib/package.json", """{"type":"module"}"""),
            ("package/node_modules/a/package.json", "\uFEFF{\"name\":\"a\"}"),
            ("package/npm-shrinkwrap.json", """{"lockfileVersion":3}""")
        );
        listing
            .Manifests.Select(each => $"{each.Path} {each.Manifest}")
            .ShouldBe([
                """node_modules/a {"name":"a"}""",
                """node_modules/@s/b {"name":"@s/b"}""",
                """node_modules/@s/b/node_modules/c {"name":"c","version":"2.0.0"}""",
            ]);
        listing.Shrinkwrap.ToString().ShouldBe("""{"lockfileVersion":3}""");
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Long_paths_are_read(TarEntryFormat format)
    {
        var name = new string('a', 200);
        var listing = await ReadAsync(format, ($"package/node_modules/{name}/package.json", "{}"));
        listing.Manifests.ShouldHaveSingleItem().Path.ShouldBe($"node_modules/{name}");
    }

    [Theory]
    [InlineData("package/node_modules/../../a/package.json", "{}")]
    [InlineData("/node_modules//a/package.json", "{}")]
    [InlineData("package/node_modules/@s/package.json", "{}")]
    [InlineData("package/node_modules/a/package.json", "[]")]
    [InlineData("package/node_modules/a/package.json", "{")]
    [InlineData("package/node_modules/a/package.json", """{"name":"\ud800"}""")]
    [InlineData("package.json", "{}")]
    public async Task What_is_no_bundled_package_is_passed_over(string path, string content) =>
        (await ReadAsync(TarEntryFormat.Ustar, (path, content))).Manifests.ShouldBeEmpty();

    [Fact]
    public async Task An_archive_that_is_cut_short_is_refused_or_just_ends()
    {
        var whole = await ArchiveAsync(TarEntryFormat.Ustar, ("package/node_modules/a/package.json", "{}"));
        for (var length = 0; length < whole.Length; length += 64)
        {
            using var stream = new MemoryStream(whole, 0, length);
            if (length is 0 or 1024 or >= 1536)
                (await TarballListing.ReadAsync(stream)).Manifests.Count.ShouldBe(length == 0 ? 0 : 1);
            else
                await Should.ThrowAsync<TarballFormatException>(async () => await TarballListing.ReadAsync(stream));
        }
    }

    [Fact]
    public async Task Every_flipped_bit_of_a_header_is_noticed()
    {
        var archive = await ArchiveAsync(TarEntryFormat.Ustar, ("package/node_modules/a/package.json", "{}"));
        for (var bit = 0; bit < 148 * 8; bit++)
        {
            archive[bit / 8] ^= (byte)(1 << bit % 8);
            using var stream = new MemoryStream(archive);
            await Should.ThrowAsync<TarballFormatException>(async () => await TarballListing.ReadAsync(stream));
            archive[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public async Task Limits_hold()
    {
        var archive = await ArchiveAsync(
            TarEntryFormat.Ustar,
            ("package/node_modules/a/package.json", """{"name":"aaaaaaaaaa"}"""),
            ("package/node_modules/b/package.json", "{}")
        );
        foreach (
            var limits in (TarballLimits[])
                [
                    new() { MaxBytes = 1000 },
                    new() { MaxEntries = 1 },
                    new() { MaxFileBytes = 10 },
                    new() { MaxKeptBytes = 22 },
                ]
        )
        {
            using var stream = new MemoryStream(archive);
            await Should.ThrowAsync<TarballFormatException>(async () => await TarballListing.ReadAsync(stream, limits));
        }
    }

    private static async Task<TarballListing> ReadAsync(
        TarEntryFormat format,
        params (string Path, string Content)[] files
    )
    {
        using var stream = new MemoryStream(await ArchiveAsync(format, files));
        return await TarballListing.ReadAsync(stream);
    }

    private static async Task<byte[]> ArchiveAsync(TarEntryFormat format, params (string Path, string Content)[] files)
    {
        using var memory = new MemoryStream();
        await using (var writer = new TarWriter(memory, format, leaveOpen: true))
            foreach (var (path, content) in files)
            {
                var type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.Ustar => new UstarTarEntry(type, path),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, path),
                    TarEntryFormat.V7 => new V7TarEntry(type, path),
                    _ => new PaxTarEntry(type, path),
                };
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                await writer.WriteEntryAsync(entry);
            }
        return memory.ToArray();
    }
}
