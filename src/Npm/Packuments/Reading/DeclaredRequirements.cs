using System.Runtime.InteropServices;
using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>
/// The dependency maps of one manifest, merged: a name in <c>optionalDependencies</c> is optional even when
/// <c>dependencies</c> repeats it, and <c>peerDependenciesMeta</c> makes peers optional. A manifest that declares what
/// the one before it declared gets the same list without another look.
/// </summary>
internal sealed class DeclaredRequirements(HeadBuilder head, JsonTexts texts)
{
    private readonly StampSet _positions = new();
    private readonly StampSet _optionalNames = new();
    private readonly StampSet _optionalPeers = new();
    private readonly List<int> _peerMeta = [];
    private readonly List<int> _merged = [];
    private readonly List<int> _asRead = [];
    private readonly List<int> _previousAsRead = [];
    private int _previousList = -1;

    public DependencyMap Dependencies { get; } = new();
    public DependencyMap Optional { get; } = new();
    public DependencyMap Dev { get; } = new();
    public DependencyMap Peer { get; } = new();

    public void Clear()
    {
        Dependencies.Clear();
        Optional.Clear();
        Dev.Clear();
        Peer.Clear();
        _peerMeta.Clear();
    }

    public bool TryReadPeerMeta(ref Utf8JsonReader reader)
    {
        _peerMeta.Clear();
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TrySkip();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var name = texts.Intern(ref reader);
            if (!reader.Read() || !TryReadIsOptional(ref reader, out var isOptional))
                return false;
            _peerMeta.Add(name << 1 | (isOptional ? 1 : 0));
        }
        return false;
    }

    /// <summary>The list's id in the head.</summary>
    public int Commit()
    {
        _asRead.Clear();
        Append(Dependencies.Pairs);
        Append(Optional.Pairs);
        Append(Dev.Pairs);
        Append(Peer.Pairs);
        Append(CollectionsMarshal.AsSpan(_peerMeta));
        if (
            _previousList >= 0
            && CollectionsMarshal.AsSpan(_asRead).SequenceEqual(CollectionsMarshal.AsSpan(_previousAsRead))
        )
            return _previousList;
        _previousAsRead.Clear();
        _previousAsRead.AddRange(_asRead);
        return _previousList = Merge();
    }

    private void Append(ReadOnlySpan<int> values)
    {
        _asRead.Add(values.Length);
        _asRead.AddRange(values);
    }

    private int Merge()
    {
        _merged.Clear();
        Optional.Normalise(_positions, texts);
        _optionalNames.Clear();
        for (var i = 0; i < Optional.Pairs.Length; i += 2)
            _optionalNames.Set(Optional.Pairs[i], 1);
        _optionalPeers.Clear();
        foreach (var meta in _peerMeta)
            _optionalPeers.Set(meta >> 1, meta & 1);

        Dependencies.Normalise(_positions, texts);
        for (var i = 0; i < Dependencies.Pairs.Length; i += 2)
            if (!_optionalNames.Contains(Dependencies.Pairs[i]))
                Add(Dependencies.Pairs, i, DependencyKind.Prod);
        for (var i = 0; i < Optional.Pairs.Length; i += 2)
            Add(Optional.Pairs, i, DependencyKind.Optional);
        var runtimeCount = _merged.Count;
        Dev.Normalise(_positions, texts);
        for (var i = 0; i < Dev.Pairs.Length; i += 2)
            Add(Dev.Pairs, i, DependencyKind.Dev);
        Peer.Normalise(_positions, texts);
        for (var i = 0; i < Peer.Pairs.Length; i += 2)
        {
            var isOptional = _optionalPeers.TryGet(Peer.Pairs[i], out var flag) && flag == 1;
            Add(Peer.Pairs, i, isOptional ? DependencyKind.PeerOptional : DependencyKind.Peer);
        }
        return head.List(_merged, runtimeCount);
    }

    private void Add(ReadOnlySpan<int> pairs, int at, DependencyKind kind)
    {
        var flags =
            ((pairs[at + 1] & DependencyMap.NotText) == 0 ? 0 : PackedHead.NotTextFlag)
            | ((pairs[at + 1] & DependencyMap.Falsy) == 0 ? 0 : PackedHead.FalsyFlag);
        _merged.Add(head.Requirement(pairs[at], pairs[at + 1] >> DependencyMap.FlagBits, (byte)((int)kind | flags)));
    }

    private static bool TryReadIsOptional(ref Utf8JsonReader reader, out bool isOptional)
    {
        isOptional = false;
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TrySkip();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isFlag = JsonTexts.IsText(ref reader, "optional"u8);
            if (!reader.Read())
                return false;
            if (isFlag)
                isOptional = JsonTexts.IsTruthy(ref reader);
            if (!reader.TrySkip())
                return false;
        }
        return false;
    }
}
