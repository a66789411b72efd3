using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>Reads a manifest's <c>dist</c>: sizes, hashes (raw where they have the usual form) and the tarball's address.</summary>
internal sealed class DistReader(HeadBuilder head, JsonTexts texts, byte[] packageName)
{
    // 8 TiB: more is no package, and the sizes of a whole set can be added up without a thought of overflow.
    private const long MostBytes = 1L << 43;

    private static readonly SearchValues<byte> LowerHexDigits = SearchValues.Create("0123456789abcdef"u8);

    public bool TryRead(ref Utf8JsonReader reader, ref VersionRow row)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TrySkip();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var name = reader.ValueSpan;
            if (!reader.Read())
                return false;
            if (name.SequenceEqual("unpackedSize"u8))
                row.UnpackedSize = JsonTexts.ReadCount(ref reader, MostBytes);
            else if (name.SequenceEqual("fileCount"u8))
                row.FileCount = JsonTexts.ReadCount(ref reader, int.MaxValue);
            else if (reader.TokenType == JsonTokenType.String)
                ReadText(name, ref reader, ref row);
            if (!reader.TrySkip())
                return false;
        }
        return false;
    }

    private void ReadText(ReadOnlySpan<byte> name, ref Utf8JsonReader reader, ref VersionRow row)
    {
        if (name.SequenceEqual("integrity"u8))
        {
            Span<byte> hash = stackalloc byte[ColdFields.Sha512Length];
            var isUsual = !reader.ValueIsEscaped && TryReadSha512(reader.ValueSpan, hash);
            row.IntegrityForm = isUsual ? ColdFields.Form.Short : ColdFields.Form.Text;
            row.Integrity = isUsual ? head.Hash(hash) : texts.Intern(ref reader);
        }
        else if (name.SequenceEqual("shasum"u8))
        {
            Span<byte> hash = stackalloc byte[ColdFields.Sha1Length];
            var isUsual = !reader.ValueIsEscaped && TryReadSha1(reader.ValueSpan, hash);
            row.ShasumForm = isUsual ? ColdFields.Form.Short : ColdFields.Form.Text;
            row.Shasum = isUsual ? head.Hash(hash) : texts.Intern(ref reader);
        }
        else if (name.SequenceEqual("tarball"u8))
        {
            var prefix = reader.ValueIsEscaped
                ? -1
                : TarballPath.PrefixLength(reader.ValueSpan, packageName, texts.Strings[row.TextId]);
            row.TarballForm = prefix < 0 ? ColdFields.Form.Text : ColdFields.Form.Short;
            row.TarballId = prefix < 0 ? texts.Intern(ref reader) : texts.Strings.Intern(reader.ValueSpan[..prefix]);
        }
    }

    // Only a text that the raw bytes give back letter by letter may be kept as raw bytes.
    private static bool TryReadSha512(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        var prefix = "sha512-"u8;
        if (!text.StartsWith(prefix) || text.Length != prefix.Length + 88)
            return false;
        var base64 = text[prefix.Length..];
        Span<byte> again = stackalloc byte[88];
        return Base64.DecodeFromUtf8(base64, hash, out var read, out var written) == OperationStatus.Done
            && read == base64.Length
            && written == hash.Length
            && Base64.EncodeToUtf8(hash, again, out _, out _) == OperationStatus.Done
            && again.SequenceEqual(base64);
    }

    private static bool TryReadSha1(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        return text.Length == 2 * hash.Length
            && !text.ContainsAnyExcept(LowerHexDigits)
            && Convert.FromHexString(text, hash, out _, out _) == OperationStatus.Done;
    }
}
