using System.Text;
using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>
/// Reads a document piece by piece. A step reads one unit (a tag, a version's manifest, a top-level field); a unit that
/// the piece cuts off is read again from its beginning with the next piece. Values that nobody needs are skipped token
/// by token, so that only a unit ever has to be in memory at once.
/// </summary>
internal sealed class DocumentParser
{
    private readonly string _name;
    private readonly byte[] _nameUtf8;
    private readonly HeadBuilder _head = new();
    private readonly JsonTexts _texts;
    private readonly DetailsBuilder? _details;
    private readonly VersionReader _versions;
    private readonly long _maxRetainedBytes;
    private JsonReaderState _state;
    private Part _part = Part.Document;
    private int _skipDepth;
    private bool _hasIdentity;

    public DocumentParser(string name, bool full, PackumentLimits limits)
    {
        _name = name;
        _nameUtf8 = Encoding.UTF8.GetBytes(name);
        _texts = new JsonTexts(_head.Strings);
        _details = full ? new DetailsBuilder(_head, _texts) : null;
        _versions = new VersionReader(_head, _details, _texts, _nameUtf8);
        _maxRetainedBytes = limits.MaxRetainedBytes;
        _state = new JsonReaderState(new JsonReaderOptions { MaxDepth = limits.MaxDepth });
    }

    /// <summary>Reads as far as the bytes go.</summary>
    /// <param name="data">What was not consumed so far.</param>
    /// <param name="isFinal">Whether nothing follows.</param>
    /// <returns>How many bytes are done with.</returns>
    /// <exception cref="JsonException">Malformed JSON.</exception>
    public int Advance(ReadOnlySpan<byte> data, bool isFinal)
    {
        var reader = new Utf8JsonReader(data, isFinal, _state);
        while (true)
        {
            var before = reader;
            var part = _part;
            if (_part == Part.Skipped ? Skip(ref reader) : Step(ref reader, data))
                continue;
            if (part != Part.Skipped)
            {
                reader = before;
                _part = part;
            }
            break;
        }
        _state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    public Packument Finish()
    {
        if (!_hasIdentity)
            throw new PackumentFormatException(_name, "it has neither a name nor versions");
        var order = _head.Order();
        var head = new PackageHead(_name, new PackedHead(_head.Build(_name, order)));
        return new Packument(
            head,
            _details is null ? null : new PackageDetails(_name, new PackedDetails(_details.Build(_name, order)))
        );
    }

    private bool Step(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        if (!reader.Read())
            return false;
        switch (_part)
        {
            case Part.Document:
                Expect(JsonTokenType.StartObject, ref reader, "the document");
                _part = Part.Top;
                return true;
            case Part.Top:
                if (reader.TokenType == JsonTokenType.EndObject)
                    return true;
                return StepTop(ref reader, data);
            default:
                if (reader.TokenType != JsonTokenType.EndObject)
                    return StepEntry(ref reader, data);
                _part = Part.Top;
                return true;
        }
    }

    private bool StepTop(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var field = PackumentFields.Of(ref reader);
        if (!reader.Read())
            return false;
        switch (field)
        {
            case PackumentField.Name:
                Expect(JsonTokenType.String, ref reader, "name");
                if (!JsonTexts.IsText(ref reader, _nameUtf8))
                    throw new PackumentFormatException(_name, "its name is another one");
                _hasIdentity = true;
                return true;
            case PackumentField.Modified:
                if (DetailsBuilder.ReadMilliseconds(ref reader) is { } milliseconds)
                    _head.ModifiedMilliseconds = milliseconds;
                return SkipLater(ref reader);
            case PackumentField.Versions:
                if (reader.TokenType == JsonTokenType.Null)
                    return true;
                Expect(JsonTokenType.StartObject, ref reader, "versions");
                _hasIdentity = true;
                _head.ClearVersions();
                _part = Part.Versions;
                return true;
            case PackumentField.DistTags when reader.TokenType == JsonTokenType.StartObject:
                _head.ClearTags();
                _part = Part.DistTags;
                return true;
            case PackumentField.Time when _details is not null && reader.TokenType == JsonTokenType.StartObject:
                _part = Part.Time;
                return true;
            case PackumentField.Other:
                return SkipLater(ref reader);
            default:
                if (_details is null)
                    return SkipLater(ref reader);
                if (!_details.TryReadField(field, ref reader, data))
                    return false;
                CheckRetained();
                return true;
        }
    }

    private bool StepEntry(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var key = _texts.Intern(ref reader);
        if (!reader.Read())
            return false;
        switch (_part)
        {
            case Part.Versions:
                if (!_versions.TryRead(key, ref reader, data))
                    return false;
                CheckRetained();
                return true;
            case Part.DistTags:
                if (reader.TokenType == JsonTokenType.String)
                    _head.AddTag(key, _texts.Intern(ref reader));
                break;
            default:
                _details!.AddTime(key, ref reader);
                break;
        }
        CheckRetained();
        return reader.TrySkip();
    }

    private bool SkipLater(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return true;
        _skipDepth = reader.CurrentDepth;
        _part = Part.Skipped;
        return true;
    }

    private bool Skip(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (
                reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray)
                || reader.CurrentDepth != _skipDepth
            )
                continue;
            _part = Part.Top;
            return true;
        }
        return false;
    }

    private void CheckRetained()
    {
        if (_head.RetainedBytes + (_details?.RetainedBytes ?? 0) > _maxRetainedBytes)
            throw new PackumentTooLargeException(_name, "what has to be kept of its versions", _maxRetainedBytes);
    }

    private void Expect(JsonTokenType type, ref Utf8JsonReader reader, string where)
    {
        if (reader.TokenType != type)
            throw new PackumentFormatException(_name, $"{where} is a {reader.TokenType}, not a {type}");
    }

    private enum Part
    {
        Document,
        Top,
        DistTags,
        Versions,
        Time,
        Skipped,
    }
}
