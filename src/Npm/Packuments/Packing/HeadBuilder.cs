using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// Collects a packument's versions, then packs them. Everything equal is held once: texts, requirements, lists of
/// requirements. Ids are given anew when packing, by first use in version order, so that the same content always gives
/// the same bytes, whatever else stood in the document.
/// </summary>
internal sealed class HeadBuilder
{
    private readonly ByteInterner _sequences = new();
    private readonly List<ulong> _requirements = [];
    private readonly Dictionary<ulong, int> _requirementIds = [];
    private readonly ByteInterner _lists = new();
    private readonly PackedWriter _hashes = new();
    private readonly List<(int TagId, int VersionId)> _tags = [];
    private readonly Dictionary<int, int> _placeOfTag = [];
    private readonly List<VersionRow> _rows = [];
    private readonly Dictionary<int, int> _rowOfText = [];

    public ByteInterner Strings { get; } = new();

    public long ModifiedMilliseconds { get; set; } = long.MinValue;

    /// <summary>Bytes held for what was added so far.</summary>
    public long RetainedBytes =>
        Strings.RetainedBytes
        + _sequences.RetainedBytes
        + _lists.RetainedBytes
        + _hashes.Length
        + 48L * _requirements.Count
        + (Unsafe.SizeOf<VersionRow>() + 24L) * _rows.Count
        + 40L * _tags.Count;

    public IReadOnlyList<VersionRow> Rows => _rows;

    public IReadOnlyList<(int TagId, int VersionId)> Tags => _tags;

    /// <summary>A repeated tag keeps its place and takes the later version, as in JavaScript's objects.</summary>
    public void AddTag(int tagId, int versionId)
    {
        if (_placeOfTag.TryAdd(tagId, _tags.Count))
            _tags.Add((tagId, versionId));
        else
            _tags[_placeOfTag[tagId]] = (tagId, versionId);
    }

    public void ClearTags()
    {
        _tags.Clear();
        _placeOfTag.Clear();
    }

    public void ClearVersions()
    {
        _rows.Clear();
        _rowOfText.Clear();
    }

    /// <summary>A repeated version replaces the earlier one.</summary>
    public void AddVersion(in VersionRow row)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_rowOfText, row.TextId, out var exists);
        if (exists)
        {
            _rows[place] = row;
            return;
        }
        place = _rows.Count;
        _rows.Add(row);
    }

    public int Requirement(int nameId, int rangeId, byte kindAndFlag)
    {
        var key = (ulong)(uint)nameId << 40 | (ulong)(uint)rangeId << 8 | kindAndFlag;
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_requirementIds, key, out var exists);
        if (exists)
            return id;
        id = _requirements.Count;
        _requirements.Add(key);
        return id;
    }

    /// <summary>A list of requirements, of which the first <paramref name="runtimeCount"/> are runtime ones.</summary>
    public int List(List<int> requirements, int runtimeCount)
    {
        requirements.Add(runtimeCount);
        var id = _lists.Intern(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(requirements)));
        requirements.RemoveAt(requirements.Count - 1);
        return id;
    }

    /// <summary>A list of texts; −1 for an empty one.</summary>
    public int Sequence(List<int> stringIds) =>
        stringIds.Count == 0 ? -1 : _sequences.Intern(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(stringIds)));

    /// <summary>The ids that <see cref="Sequence"/> was given.</summary>
    public ReadOnlySpan<int> SequenceOf(int sequence) =>
        sequence < 0 ? [] : MemoryMarshal.Cast<byte, int>(_sequences[sequence]);

    /// <summary>Keeps raw hash bytes; the offset to put in a row.</summary>
    public int Hash(ReadOnlySpan<byte> hash)
    {
        var offset = _hashes.Length;
        _hashes.Bytes(hash);
        return offset;
    }

    /// <summary>Row numbers in ascending version order.</summary>
    public int[] Order()
    {
        var keys = new SemVersion?[_rows.Count];
        var order = new int[_rows.Count];
        var isSorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            if (SemVersion.TryParse(Encoding.UTF8.GetString(Strings[_rows[i].TextId]), loose: true, out var parsed))
                keys[i] = parsed;
            isSorted &= i == 0 || Compare(i - 1, i) < 0;
        }
        if (!isSorted)
            Array.Sort(order, Compare);
        return order;

        // Of equal versions (only build metadata or spelling differ) npm takes the first in the document: it goes last.
        int Compare(int left, int right)
        {
            var (a, b) = (keys[left], keys[right]);
            if (a is null || b is null)
                return a is null && b is null
                    ? Strings[_rows[left].TextId].SequenceCompareTo(Strings[_rows[right].TextId])
                    : (a is null ? 0 : 1) - (b is null ? 0 : 1);
            var compared = a.CompareTo(b);
            return compared != 0 ? compared : right.CompareTo(left);
        }
    }

    public byte[] Build(string name, int[] order) =>
        new HeadPacking(this, name, order, _requirements, _lists, _hashes).Pack();
}
