using DepGraph.Storage.Neo4j.Heads;

namespace DepGraph.Storage.Tests.Neo4j.Heads;

public sealed class StoredPackageCodecTests
{
    private static readonly StoredPackage Whole = new()
    {
        State = PackageState.Known,
        Sequence = 1L << 40,
        Revision = 7,
        Versions = 3,
        Dependencies = 99,
        FetchedAt = Documents.Noon.AddTicks(1234567),
        ETag = "\"é\0\U0001F600\"",
        LastModified = "",
        ContentHash = "0123456789abcdef0123456789abcdef",
        DetailsHash = "fedcba9876543210fedcba9876543210",
        Full = new DocumentAspect(null, "Wed, 04 Mar 2026 12:00:00 GMT", Documents.Noon),
    };

    public static TheoryData<object> Packages() =>
        [
            Whole,
            Whole with
            {
                Full = null,
                DetailsHash = null,
            },
            new StoredPackage { State = PackageState.Missing, FetchedAt = Documents.Noon },
        ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_is_encoded_decodes_to_the_same(object package)
    {
        StoredPackageCodec.TryDecode(StoredPackageCodec.Encode((StoredPackage)package), out var decoded).ShouldBeTrue();

        decoded.ShouldBe(package);
    }

    [Fact]
    public void Bytes_that_are_cut_off_anywhere_do_not_decode()
    {
        var bytes = StoredPackageCodec.Encode(Whole);

        for (var length = 0; length < bytes.Length; length++)
            StoredPackageCodec.TryDecode(bytes.AsSpan(0, length), out _).ShouldBeFalse($"{length} bytes");
    }

    [Fact]
    public void Bytes_of_which_any_one_is_another_do_not_decode()
    {
        var bytes = StoredPackageCodec.Encode(Whole);

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x40;
            StoredPackageCodec.TryDecode(bytes, out _).ShouldBeFalse($"byte {i}");
            bytes[i] ^= 0x40;
        }
    }
}
