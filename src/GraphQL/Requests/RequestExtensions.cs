using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DepGraph.GraphQL.Requests;

/// <summary>What the engine itself reads of a request's <c>extensions</c>; the rest is the host's.</summary>
internal readonly record struct RequestExtensions
{
    /// <summary>
    /// The hash of <c>persistedQuery: { version: 1, sha256Hash: "…" }</c>; missing without one.
    /// https://www.apollographql.com/docs/apollo-server/performance/apq
    /// </summary>
    public RawText PersistedQuery { get; private init; }

    /// <summary>From <c>cost: "report"</c> or <c>cost: "validate"</c>.</summary>
    public CostMode Cost { get; private init; }

    /// <param name="json">A JSON object that is known to be well-formed, or empty.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> json,
        out RequestExtensions extensions,
        [NotNullWhen(false)] out GraphQLError? error
    )
    {
        extensions = default;
        error = null;
        try
        {
            return json.IsEmpty || TryReadObject(json, ref extensions, out error);
        }
        catch (InvalidOperationException)
        {
            error = RequestReader.BadRequest("`extensions` holds half a surrogate pair.");
            return false;
        }
    }

    private static bool TryReadObject(
        ReadOnlyMemory<byte> json,
        ref RequestExtensions extensions,
        [NotNullWhen(false)] out GraphQLError? error
    )
    {
        error = null;
        var reader = new Utf8JsonReader(json.Span, RequestReader.ReaderOptions);
        reader.Read();
        while (error is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("persistedQuery"u8))
            {
                reader.Read();
                extensions = extensions with { PersistedQuery = ReadPersistedQuery(ref reader, json, out error) };
            }
            else if (reader.ValueTextEquals("cost"u8))
            {
                reader.Read();
                extensions = extensions with { Cost = ReadCost(ref reader, out error) };
            }
            else
            {
                reader.Skip();
            }
        }

        return error is null;
    }

    private static RawText ReadPersistedQuery(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> json,
        out GraphQLError? error
    )
    {
        error = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var hash = default(RawText);
        var hasVersion = false;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("version"u8))
                {
                    reader.Read();
                    hasVersion = reader.TokenType == JsonTokenType.Number && reader.ValueSpan.SequenceEqual("1"u8);
                    reader.Skip();
                }
                else if (reader.ValueTextEquals("sha256Hash"u8))
                {
                    reader.Read();
                    hash = RequestReader.ReadId(ref reader, json);
                    reader.Skip();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }

        if (!hasVersion || hash.IsMissing)
        {
            error = RequestReader.BadRequest(
                "`extensions.persistedQuery` must have `version: 1` and `sha256Hash`, a string."
            );
        }

        return hash;
    }

    private static CostMode ReadCost(ref Utf8JsonReader reader, out GraphQLError? error)
    {
        error = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return CostMode.None;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals("report"u8))
            {
                return CostMode.Report;
            }

            if (reader.ValueTextEquals("validate"u8))
            {
                return CostMode.Validate;
            }
        }

        reader.Skip();
        error = RequestReader.BadRequest("`extensions.cost` must be \"report\" or \"validate\".");
        return CostMode.None;
    }
}
