using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>
/// Reads one version's manifest. Nothing of it counts until all of it was there: ids interned by an attempt that ran
/// out of bytes are dropped when the head is packed.
/// </summary>
internal sealed class VersionReader
{
    private readonly HeadBuilder _head;
    private readonly DetailsBuilder? _details;
    private readonly JsonTexts _texts;
    private readonly DeclaredRequirements _requirements;
    private readonly DistReader _dist;
    private readonly List<int> _ids = [];
    private readonly List<int> _bundled = [];

    public VersionReader(HeadBuilder head, DetailsBuilder? details, JsonTexts texts, byte[] packageName)
    {
        _head = head;
        _details = details;
        _texts = texts;
        _requirements = new DeclaredRequirements(head, texts);
        _dist = new DistReader(head, texts, packageName);
    }

    /// <summary>
    /// Reads the value at the reader, an object, and adds the version; any other value is no version and is skipped.
    /// </summary>
    public bool TryRead(int textId, ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TrySkip();
        var row = VersionRow.Empty;
        row.TextId = textId;
        var bundle = Bundle.None;
        _requirements.Clear();
        _details?.BeginVersion(textId);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                row.ListId = _requirements.Commit();
                row.BundledId = BundledNames(bundle);
                _head.AddVersion(row);
                _details?.EndVersion();
                return true;
            }
            var field = PackumentFields.Of(ref reader);
            if (!reader.Read() || !TryReadField(field, ref reader, data, ref row, ref bundle))
                return false;
        }
        return false;
    }

    private bool TryReadField(
        PackumentField field,
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> data,
        ref VersionRow row,
        ref Bundle bundle
    )
    {
        int id;
        switch (field)
        {
            case PackumentField.Dependencies:
                return _requirements.Dependencies.TryRead(ref reader, data, _texts);
            case PackumentField.OptionalDependencies:
                return _requirements.Optional.TryRead(ref reader, data, _texts);
            case PackumentField.DevDependencies:
                return _requirements.Dev.TryRead(ref reader, data, _texts);
            case PackumentField.PeerDependencies:
                return _requirements.Peer.TryRead(ref reader, data, _texts);
            case PackumentField.PeerDependenciesMeta:
                return TryReadPeerMeta(ref reader, data, ref row);
            case PackumentField.AcceptDependencies:
                return TryReadExtra(ref reader, data, ref row.Extras[(int)VersionExtra.AcceptDependencies]);
            case PackumentField.Bin:
                return TryReadExtra(ref reader, data, ref row.Extras[(int)VersionExtra.Bin]);
            case PackumentField.Funding:
                return TryReadExtra(ref reader, data, ref row.Extras[(int)VersionExtra.Funding]);
            case PackumentField.Dist:
                return _dist.TryRead(ref reader, ref row);
            case PackumentField.Engines:
                return TryReadEngines(ref reader, data, ref row);
            case PackumentField.Os:
                return TryReadPlatforms(ref reader, data, out row.OsId, ref row.Extras[(int)VersionExtra.Os]);
            case PackumentField.Cpu:
                return TryReadPlatforms(ref reader, data, out row.CpuId, ref row.Extras[(int)VersionExtra.Cpu]);
            case PackumentField.BundleDependencies:
                return TryReadBundle(ref reader, ref bundle);
            case PackumentField.BundledDependencies:
                return bundle == Bundle.None ? TryReadBundle(ref reader, ref bundle) : reader.TrySkip();
            case PackumentField.Deprecated:
                if (!_texts.TryInternTruthy(ref reader, data, out id))
                    return false;
                row.DeprecatedId = id;
                Set(ref row, VersionFlags.Deprecated, id >= 0);
                return true;
            case PackumentField.HasShrinkwrap:
                Set(ref row, VersionFlags.HasShrinkwrap, JsonTexts.IsTruthy(ref reader));
                return reader.TrySkip();
            case PackumentField.HasInstallScript:
                if (JsonTexts.IsTruthy(ref reader))
                    row.Flags |= VersionFlags.HasInstallScript;
                return reader.TrySkip();
            case PackumentField.Scripts:
                return TryReadScripts(ref reader, ref row);
            default:
                return _details is null ? reader.TrySkip() : _details.TryReadField(field, ref reader, data);
        }
    }

    private bool TryReadEngines(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, ref VersionRow row)
    {
        if (reader.TokenType != JsonTokenType.Null)
            return _texts.TryInternJson(ref reader, data, out row.EnginesId);
        row.EnginesId = -1;
        return true;
    }

    /// <summary>Keeps the value as JSON, unless it is nothing to JavaScript or an empty object.</summary>
    private bool TryReadExtra(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, ref int extra)
    {
        extra = 0;
        if (!JsonTexts.IsTruthy(ref reader))
            return true;
        if (!_texts.TryInternJson(ref reader, data, out var id))
            return false;
        if (_texts.Strings[id].Length > 2 || _texts.Strings[id][0] is not ((byte)'{' or (byte)'['))
            extra = id + 1;
        return true;
    }

    private bool TryReadPeerMeta(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, ref VersionRow row)
    {
        var copy = reader;
        return TryReadExtra(ref copy, data, ref row.Extras[(int)VersionExtra.PeerDependenciesMeta])
            && _requirements.TryReadPeerMeta(ref reader);
    }

    private bool TryReadPlatforms(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, out int sequence, ref int extra)
    {
        sequence = -1;
        extra = 0;
        if (reader.TokenType == JsonTokenType.String)
        {
            var copy = reader;
            if (!TryReadExtra(ref copy, data, ref extra))
                return false;
        }
        if (!_texts.TryReadTexts(ref reader, _ids))
            return false;
        sequence = _head.Sequence(_ids);
        return true;
    }

    // The full document has the scripts themselves, the abbreviated one only says whether there is one of these.
    private static bool TryReadScripts(ref Utf8JsonReader reader, ref VersionRow row)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TrySkip();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var name = reader.ValueSpan;
            var isInstall =
                name.SequenceEqual("install"u8)
                || name.SequenceEqual("preinstall"u8)
                || name.SequenceEqual("postinstall"u8);
            if (!reader.Read())
                return false;
            if (isInstall && JsonTexts.IsTruthy(ref reader))
                row.Flags |= VersionFlags.HasInstallScript;
            if (!reader.TrySkip())
                return false;
        }
        return false;
    }

    private bool TryReadBundle(ref Utf8JsonReader reader, ref Bundle bundle)
    {
        if (!JsonTexts.IsTruthy(ref reader))
            return true;
        bundle = reader.TokenType == JsonTokenType.True ? Bundle.All : Bundle.Listed;
        if (reader.TokenType != JsonTokenType.StartObject)
            return _texts.TryReadTexts(ref reader, _bundled);
        _bundled.Clear();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            _bundled.Add(_texts.Intern(ref reader));
            if (!reader.Read() || !reader.TrySkip())
                return false;
        }
        return false;
    }

    private int BundledNames(Bundle bundle)
    {
        if (bundle == Bundle.None)
            return -1;
        if (bundle == Bundle.All)
        {
            _bundled.Clear();
            var pairs = _requirements.Dependencies.Pairs;
            for (var i = 0; i < pairs.Length; i += 2)
                _bundled.Add(pairs[i]);
        }
        return _head.Sequence(_bundled);
    }

    private static void Set(ref VersionRow row, VersionFlags flag, bool isSet) =>
        row.Flags = isSet ? row.Flags | flag : row.Flags & ~flag;

    private enum Bundle
    {
        None,
        Listed,
        All,
    }
}
