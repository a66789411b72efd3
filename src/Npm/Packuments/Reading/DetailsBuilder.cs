using System.Globalization;
using System.Text;
using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>
/// Collects what only the full document has. What the document's top level does not say is taken from the version
/// that <c>latest</c> points at, or else the highest one.
/// </summary>
internal sealed class DetailsBuilder(HeadBuilder head, JsonTexts texts)
{
    private readonly Dictionary<int, DescriptiveFields> _byVersion = [];
    private readonly Dictionary<int, long> _published = [];
    private readonly List<int> _ids = [];
    private DescriptiveFields _current = DescriptiveFields.Empty;
    private DescriptiveFields _top = DescriptiveFields.Empty;
    private int _currentText = -1;

    public long CreatedMilliseconds { get; private set; } = long.MinValue;

    public long RetainedBytes => 120L * _byVersion.Count + 40L * _published.Count;

    public void BeginVersion(int textId)
    {
        _currentText = textId;
        _current = DescriptiveFields.Empty;
    }

    public void EndVersion()
    {
        _byVersion[_currentText] = _current;
        _currentText = -1;
    }

    /// <summary>Reads a field of the version that has begun, or else of the document's top level.</summary>
    public bool TryReadField(PackumentField field, ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        ref var fields = ref _currentText >= 0 ? ref _current : ref _top;
        switch (field)
        {
            case PackumentField.Description:
                return texts.TryReadText(ref reader, out fields.Description);
            case PackumentField.Homepage:
                return texts.TryReadText(ref reader, out fields.Homepage);
            case PackumentField.License or PackumentField.Licenses:
                var json = fields.LicenseJson;
                if (field == PackumentField.License && !TryReadForm(ref reader, data, out json))
                    return false;
                if (!TryReadLicense(ref reader, out var license))
                    return false;
                fields.LicenseJson = json;
                if (license >= 0 && (field == PackumentField.License || fields.License < 0))
                    fields.License = license;
                return true;
            case PackumentField.Keywords:
                return TryReadSequence(ref reader, out fields.Keywords);
            case PackumentField.Libc:
                var copy = reader;
                fields.LibcJson = -1;
                if (
                    reader.TokenType == JsonTokenType.String
                    && !texts.TryInternJson(ref copy, data, out fields.LibcJson)
                )
                    return false;
                return TryReadSequence(ref reader, out fields.Libc);
            case PackumentField.Workspaces:
                fields.WorkspacesJson = -1;
                return JsonTexts.IsTruthy(ref reader)
                    ? texts.TryInternJson(ref reader, data, out fields.WorkspacesJson)
                    : reader.TrySkip();
            case PackumentField.Maintainers:
                return TryReadMaintainers(ref reader, out fields.Maintainers);
            case PackumentField.Repository:
                return TryReadPair(ref reader, "url"u8, "directory"u8, out fields.RepositoryUrl, out fields.Directory);
            default:
                return reader.TrySkip();
        }
    }

    /// <summary>The JSON of a licence that is no text.</summary>
    private bool TryReadForm(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> data, out int json)
    {
        var copy = reader;
        json = JsonTexts.IsTruthy(ref copy) ? -1 : DescriptiveFields.NoLicense;
        return json != -1 || copy.TokenType == JsonTokenType.String || texts.TryInternJson(ref copy, data, out json);
    }

    /// <summary>Reads one entry of <c>time</c>.</summary>
    public void AddTime(int nameId, ref Utf8JsonReader reader)
    {
        if (ReadMilliseconds(ref reader) is not { } milliseconds)
            return;
        var name = texts.Strings[nameId];
        if (name.SequenceEqual("modified"u8))
            head.ModifiedMilliseconds = milliseconds;
        else if (name.SequenceEqual("created"u8))
            CreatedMilliseconds = milliseconds;
        else
            _published[nameId] = milliseconds;
    }

    public byte[] Build(string name, int[] order)
    {
        var latest = order.Length == 0 ? -1 : head.Rows[order[^1]].TextId;
        foreach (var (tagId, versionId) in head.Tags)
            if (texts.Strings[tagId].SequenceEqual("latest"u8) && _byVersion.ContainsKey(versionId))
                latest = versionId;
        var top = latest < 0 ? _top : _top.Or(_byVersion[latest]);
        var packing = new DetailsPacking(head, order.Length);
        foreach (var row in order)
        {
            var textId = head.Rows[row].TextId;
            packing.AddVersion(textId, _byVersion[textId], _published.GetValueOrDefault(textId, long.MinValue));
        }
        return packing.Pack(name, top, CreatedMilliseconds);
    }

    /// <summary>Milliseconds since 1970 of a date text; null when the value at the reader is none.</summary>
    public static long? ReadMilliseconds(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || reader.ValueSpan.Length > 64)
            return null;
        // The quick way takes a text without an offset for this machine's time.
        if (reader.ValueSpan.EndsWith("Z"u8) && reader.TryGetDateTimeOffset(out var date))
            return date.ToUnixTimeMilliseconds();
        return DateTimeOffset.TryParse(
            Encoding.UTF8.GetString(reader.ValueSpan),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out date
        )
            ? date.ToUnixTimeMilliseconds()
            : null;
    }

    private bool TryReadSequence(ref Utf8JsonReader reader, out int sequence)
    {
        sequence = -1;
        if (!texts.TryReadTexts(ref reader, _ids))
            return false;
        sequence = head.Sequence(_ids);
        return true;
    }

    // "MIT", { "type": "MIT" }, or the old list of these: several are alternatives.
    private bool TryReadLicense(ref Utf8JsonReader reader, out int license)
    {
        license = -1;
        if (reader.TokenType != JsonTokenType.StartArray)
            return TryReadPair(ref reader, "type"u8, "name"u8, out license, out _);
        _ids.Clear();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                if (_ids.Count == 1)
                    license = _ids[0];
                else if (_ids.Count > 1)
                    license = texts.Strings.Intern(
                        Encoding.UTF8.GetBytes(
                            $"({string.Join(" OR ", _ids.Select(id => Encoding.UTF8.GetString(texts.Strings[id])))})"
                        )
                    );
                return true;
            }
            if (!TryReadPair(ref reader, "type"u8, "name"u8, out var type, out var name))
                return false;
            if (type >= 0 || name >= 0)
                _ids.Add(type >= 0 ? type : name);
        }
        return false;
    }

    private bool TryReadMaintainers(ref Utf8JsonReader reader, out int sequence)
    {
        sequence = -1;
        if (reader.TokenType != JsonTokenType.StartArray)
            return reader.TrySkip();
        _ids.Clear();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                sequence = head.Sequence(_ids);
                return true;
            }
            if (!TryReadPair(ref reader, "name"u8, "email"u8, out var name, out var email))
                return false;
            if (name < 0 && email < 0)
                continue;
            _ids.Add(name);
            _ids.Add(email);
        }
        return false;
    }

    // Two texts of an object; a bare text stands for the first.
    private bool TryReadPair(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> firstName,
        ReadOnlySpan<byte> secondName,
        out int first,
        out int second
    )
    {
        second = -1;
        if (reader.TokenType != JsonTokenType.StartObject)
            return texts.TryReadText(ref reader, out first);
        first = -1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isFirst = JsonTexts.IsText(ref reader, firstName);
            var isSecond = JsonTexts.IsText(ref reader, secondName);
            if (!reader.Read() || !texts.TryReadText(ref reader, isFirst || isSecond, out var id))
                return false;
            if (isFirst)
                first = id;
            else if (isSecond)
                second = id;
        }
        return false;
    }
}
