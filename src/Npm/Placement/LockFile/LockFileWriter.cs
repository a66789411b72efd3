using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.LockFile;

/// <summary>Writes a package-lock.json of version 3, as npm would.</summary>
internal static class LockFileWriter
{
    private const int Version = 3;

    private static readonly JsonWriterOptions Form = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
        SkipValidation = true,
    };

    public static void Write(IBufferWriter<byte> output, Node project, IReadOnlyList<Node> nodes)
    {
        var packages = new LockFields { ("", LockEntry.Of(project)) };
        foreach (var node in nodes)
            packages.Add((node.Location, LockEntry.Of(node)));
        var file = new LockFields
        {
            ("name", project.Name.Text),
            ("lockfileVersion", Version),
            ("requires", true),
            ("packages", packages),
        };
        file.AddUnlessEmpty("version", project.Manifest.Version);
        using var writer = new Utf8JsonWriter(output, Form);
        NiceJson.Write(writer, file);
        writer.Flush();
        output.Write("\n"u8);
    }
}
