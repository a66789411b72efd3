using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Packuments;

/// <summary>Short ways to a head: from text, or from a document of the equipment.</summary>
internal static class PackumentSamples
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<Packument> ReadAsync(
        string json,
        string name = "a",
        bool full = false,
        PackumentLimits? limits = null
    )
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await PackumentReader.ReadAsync(stream, name, full, limits);
    }

    public static async Task<PackageHead> HeadAsync(string json, string name = "a") =>
        (await ReadAsync(json, name)).Head;

    /// <summary>The head of a document with one version 1.0.0 that has these fields.</summary>
    public static async Task<VersionManifest> ManifestAsync(string fields)
    {
        var json = $$$"""{"name":"a","versions":{"1.0.0":{"name":"a","version":"1.0.0",{{{fields}}} }} }""";
        return (await HeadAsync(json))[0];
    }

    public static byte[] Document(string folder, string name)
    {
        var file = Path.Combine(Equipment.Require("npm"), folder, Uri.EscapeDataString(name) + ".json.gz");
        return Unpack(file);
    }

    public static byte[] Unpack(string file)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>Writes a document of a package and reads that again.</summary>
    public static Packument Rewrite(Packument packument)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, WriterOptions))
        {
            writer.WriteStartObject();
            PackumentWriter.WriteProperties(writer, packument.Head, packument.Details);
            writer.WriteEndObject();
        }
        return PackumentReader.Read(json.WrittenSpan, packument.Head.Name, full: packument.Details is not null);
    }

    /// <summary>Everything a head and its versions expose, for comparisons.</summary>
    public static string Describe(PackageHead head)
    {
        var text = new StringBuilder();
        text.AppendLine($"{head.Name} {head.Modified:O} {head.Latest} {string.Join(',', head.DistTags)}");
        for (var i = 0; i < head.Count; i++)
            text.AppendLine(Describe(head[i]));
        return text.ToString();
    }

    public static string Describe(VersionManifest version) =>
        string.Join(
            " | ",
            version.Version,
            string.Join(", ", version.Requirements.Select(r => $"{r.Kind} {r.Name} {r.Range} {r.Spec is null}")),
            version.Deprecated,
            version.EnginesJson,
            string.Join(',', version.Os),
            string.Join(',', version.Cpu),
            string.Join(',', version.BundledNames),
            version.HasInstallScript,
            version.HasShrinkwrap,
            version.UnpackedSize,
            version.FileCount,
            version.Integrity,
            version.Shasum,
            version.Tarball
        );
}
