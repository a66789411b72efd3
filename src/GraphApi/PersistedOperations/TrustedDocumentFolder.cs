using System.Text;
using DepGraph.GraphQL.Documents;

namespace DepGraph.GraphApi.PersistedOperations;

/// <summary>
/// The folder of trusted documents: <c>ID.graphql</c> holds one, <c>*.json</c> is a manifest of many
/// (<see cref="DocumentManifest"/>). Folders in it and other files are left alone.
/// </summary>
internal static class TrustedDocumentFolder
{
    private const long MaxBytes = 64 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All documents, each id once.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="failures">Gets a line, with the file's name first, for each thing that is wrong.</param>
    public static IReadOnlyList<TrustedDocument> Read(string path, ICollection<string> failures)
    {
        var documents = new Dictionary<string, TrustedDocument>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (
            var file in new DirectoryInfo(path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
        )
        {
            try
            {
                bytes += IsDocument(file) || IsManifest(file) ? file.Length : 0;
                if (bytes > MaxBytes)
                {
                    throw new InvalidDataException(
                        $"the folder's files are larger than {MaxBytes >> 20} MiB together."
                    );
                }

                foreach (var document in ReadFile(file))
                {
                    Add(documents, document);
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                failures.Add($"{file.Name}: {e.Message}");
            }
        }

        return [.. documents.Values];
    }

    private static IEnumerable<TrustedDocument> ReadFile(FileInfo file) =>
        IsDocument(file) ? [ReadDocument(file)]
        : IsManifest(file) ? DocumentManifest.Read(file.Name, ReadText(file))
        : [];

    /// <summary>
    /// A document; where its file is named by a hash, the hash must be its own, with or without the line end that editors add.
    /// </summary>
    private static TrustedDocument ReadDocument(FileInfo file)
    {
        var id = Path.GetFileNameWithoutExtension(file.Name);
        var text = ReadText(file);
        if (!DocumentHash.IsHash(id) || DocumentHash.Of(text) == id)
        {
            return new TrustedDocument(id, text, file.Name);
        }

        var trimmed = text.TrimEnd('\n', '\r');
        return DocumentHash.Of(trimmed) == id
            ? new TrustedDocument(id, trimmed, file.Name)
            : throw new InvalidDataException(
                $"the file is named by a SHA-256, but its own is {DocumentHash.Of(text)}."
            );
    }

    private static void Add(Dictionary<string, TrustedDocument> documents, TrustedDocument document)
    {
        if (
            !documents.TryAdd(document.Id, document)
            && documents[document.Id] is var other
            && other.Text != document.Text
        )
        {
            throw new InvalidDataException($"the id '{document.Id}' stands for another document in {other.Source}.");
        }
    }

    private static string ReadText(FileInfo file)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(file.FullName)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("it is not UTF-8.");
        }
    }

    private static bool IsDocument(FileInfo file) => file.Extension == ".graphql";

    private static bool IsManifest(FileInfo file) => file.Extension == ".json";
}
