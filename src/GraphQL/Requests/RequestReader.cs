using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// Reads the JSON of a request without making anything of it that is not needed: the document stays raw, variables stay bytes.
/// </summary>
internal static class RequestReader
{
    /// <summary>Objects and lists inside each other.</summary>
    private const int MaxJsonDepth = 128;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxJsonDepth };

    private static readonly JsonDocumentOptions ObjectOptions = new()
    {
        MaxDepth = MaxJsonDepth,
        AllowDuplicateProperties = false,
    };

    [Flags]
    private enum Parts
    {
        None = 0,
        Query = 1,
        OperationName = 2,
        Variables = 4,
        Extensions = 8,
        DocumentId = 16,
        Id = 32,
    }

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out GraphQLError? error
    )
    {
        request = null;
        error = null;
        if (!Utf8.IsValid(body.Span))
        {
            error = BadRequest("The body is not valid UTF-8.");
            return false;
        }

        try
        {
            request = Read(body, out error);
        }
        catch (JsonException e)
        {
            error = BadRequest(
                $"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."
            );
        }
        catch (InvalidOperationException)
        {
            error = BadRequest("The body holds half a surrogate pair.");
        }

        return request is not null;
    }

    /// <summary>The bytes of a JSON object; empty for null and for an empty text.</summary>
    public static bool TryReadObject(
        string? json,
        string name,
        out ReadOnlyMemory<byte> bytes,
        [NotNullWhen(false)] out GraphQLError? error
    )
    {
        bytes = default;
        error = null;
        if (string.IsNullOrEmpty(json))
        {
            return true;
        }

        var utf8 = Encoding.UTF8.GetBytes(json);
        try
        {
            var reader = new Utf8JsonReader(utf8, ReaderOptions);
            reader.Read();
            var type = reader.TokenType;
            reader.Skip();
            while (reader.Read()) { }

            bytes = type == JsonTokenType.Null ? default : utf8;
            error = type is JsonTokenType.StartObject or JsonTokenType.Null
                ? null
                : BadRequest($"`{name}` must be an object.");
        }
        catch (JsonException)
        {
            error = BadRequest($"`{name}` is not valid JSON.");
        }

        return error is null;
    }

    /// <summary>Undefined when there is nothing.</summary>
    /// <exception cref="JsonException">A key stands twice in an object, or it is nested too deeply.</exception>
    public static JsonElement ParseObject(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return default;
        }

        using var document = JsonDocument.Parse(json, ObjectOptions);
        return document.RootElement.Clone();
    }

    /// <summary>As <see cref="ParseObject"/>, for as long as the document is kept.</summary>
    /// <exception cref="JsonException">A key stands twice in an object, or it is nested too deeply.</exception>
    public static JsonDocument? ParseDocument(ReadOnlyMemory<byte> json) =>
        json.IsEmpty ? null : JsonDocument.Parse(json, ObjectOptions);

    /// <summary>The text of a JSON string as an id, missing when it is another value or empty.</summary>
    /// <exception cref="InvalidOperationException">It holds half a surrogate pair.</exception>
    public static RawText ReadId(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json) =>
        reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty ? default
        : reader.ValueIsEscaped ? RawText.Id(Encoding.UTF8.GetBytes(reader.GetString()!))
        : RawText.Id(json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));

    public static GraphQLError BadRequest(string message) => GraphQLError.WithCode(message, "BAD_REQUEST");

    private static GraphQLRequest? Read(ReadOnlyMemory<byte> body, out GraphQLError? error)
    {
        var reader = new Utf8JsonReader(body.Span, ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            error = BadRequest("The body must be a JSON object with `query`. Batches are not supported.");
            return null;
        }

        var seen = Parts.None;
        var request = new GraphQLRequest();
        DocumentReference? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var part = PartOf(ref reader);
            if ((seen & part) != 0)
            {
                error = BadRequest($"`{NameOf(part)}` stands twice.");
                return null;
            }

            seen |= part;
            reader.Read();
            var fits = part switch
            {
                Parts.Query => TryReadText(ref reader, body, request),
                Parts.OperationName => TryReadName(ref reader, request),
                Parts.Variables => TryReadObject(ref reader, body, out request.VariablesJson),
                Parts.Extensions => TryReadObject(ref reader, body, out request.ExtensionsJson),
                Parts.DocumentId => TryReadId(ref reader, body, out request.Reference),
                Parts.Id => TryReadId(ref reader, body, out id) || TrySkip(ref reader),
                _ => TrySkip(ref reader),
            };
            if (!fits)
            {
                error = BadRequest(
                    part is not (Parts.Variables or Parts.Extensions)
                        ? $"`{NameOf(part)}` must be a string."
                        : $"`{NameOf(part)}` must be an object."
                );
                return null;
            }
        }

        // Past the object there may be nothing but white space: the reader checks.
        while (reader.Read()) { }

        // `id` is no parameter of the specification: beside a document it may mean anything.
        request.Reference ??= request.Query.Utf8.IsEmpty ? id : null;
        return request.TryComplete(out error) ? request : null;
    }

    private static Parts PartOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("query"u8) ? Parts.Query
        : reader.ValueTextEquals("variables"u8) ? Parts.Variables
        : reader.ValueTextEquals("operationName"u8) ? Parts.OperationName
        : reader.ValueTextEquals("extensions"u8) ? Parts.Extensions
        : reader.ValueTextEquals("documentId"u8) ? Parts.DocumentId
        : reader.ValueTextEquals("id"u8) ? Parts.Id
        : Parts.None;

    private static string NameOf(Parts part) =>
        part switch
        {
            Parts.Query => "query",
            Parts.Variables => "variables",
            Parts.OperationName => "operationName",
            Parts.DocumentId => "documentId",
            Parts.Id => "id",
            _ => "extensions",
        };

    private static bool TryReadText(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, GraphQLRequest request)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var content = body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            request.Query = RawText.Json(content, reader.ValueIsEscaped);
        }

        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    private static bool TryReadId(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> body,
        out DocumentReference? reference
    )
    {
        reference = ReadId(ref reader, body) is { IsMissing: false } id ? DocumentReference.ById(id) : null;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    /// <summary>A name of no characters is none.</summary>
    private static bool TryReadName(ref Utf8JsonReader reader, GraphQLRequest request)
    {
        request.OperationName =
            reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty ? reader.GetString() : null;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    private static bool TryReadObject(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> body,
        out ReadOnlyMemory<byte> json
    )
    {
        json = default;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            json = body[start..(int)reader.BytesConsumed];
            return true;
        }

        return reader.TokenType == JsonTokenType.Null;
    }

    private static bool TrySkip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }
}
