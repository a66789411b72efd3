using DepGraph.Npm.Packuments.Packing;
using DepGraph.Npm.Picking;
using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// What a packument says about a package, compact: a block of packed bytes from which objects are made on first use.
/// Immutable to its users and safe to share between threads; a newer document makes another head.
/// </summary>
public sealed class PackageHead : IPickable
{
    private const int FixedBytes = 620;
    private const int ManifestBytes = 88;
    private const int SemVersionBytes = 120;

    private const int LatestUnknown = -2;

    private static long s_identities;

    private readonly RequirementLists _requirements;
    private readonly PickMemo _picks = new();
    private VersionManifest?[]? _manifests;
    private SemVersion?[]? _semVersions;
    private DistTag[]? _distTags;
    private long _materialisedBytes;
    private int _latestIndex = LatestUnknown;

    internal PackageHead(string name, PackedHead packed)
    {
        Name = name;
        Packed = packed;
        _requirements = new RequirementLists(packed);
    }

    /// <summary>The package's name.</summary>
    public string Name { get; }

    /// <summary>Every dist-tag in the order of the document, also those that point at no version.</summary>
    public IReadOnlyList<DistTag> DistTags => _distTags ??= MakeDistTags();

    /// <summary>What the tag <c>latest</c> says; null without that tag. The version may be missing.</summary>
    public string? Latest => ((IPickable)this).TargetOf("latest");

    /// <summary>The version that the tag <c>latest</c> points at; null without that tag, and when the version is missing.</summary>
    public VersionManifest? LatestVersion => LatestIndex is >= 0 and var index ? this[index] : null;

    /// <summary>When the registry says that the package changed last; null when it does not say.</summary>
    public DateTimeOffset? Modified =>
        Packed.ModifiedMilliseconds == long.MinValue
            ? null
            : DateTimeOffset.FromUnixTimeMilliseconds(Packed.ModifiedMilliseconds);

    /// <summary>How many versions it has.</summary>
    public int Count => Packed.VersionCount;

    /// <summary>
    /// How many requirements its versions declare, all kinds together. Counted anew each time, without making objects.
    /// </summary>
    public long DependencyCount
    {
        get
        {
            long total = 0;
            for (var version = 0; version < Count; version++)
            {
                Packed.List(Packed.ListOf(version), out var count, out _);
                total += count;
            }
            return total;
        }
    }

    /// <summary>
    /// Changes when, and only when, anything that head or versions expose changes: 32 hexadecimal digits.
    /// </summary>
    public string ContentHash => PackedEnvelope.HashOf(Packed.Data);

    /// <summary>Heap bytes of the head as it is now; grows as its objects are made.</summary>
    public long EstimatedBytes =>
        FixedBytes
        + Packed.Data.Length
        + Packed.Strings.MaterialisedBytes
        + _requirements.MaterialisedBytes
        + _picks.EstimatedBytes
        + Volatile.Read(ref _materialisedBytes);

    internal PackedHead Packed { get; }

    /// <summary>Another number for every head of the process, however equal they are.</summary>
    internal long Identity { get; } = Interlocked.Increment(ref s_identities);

    private int LatestIndex
    {
        get
        {
            var index = _latestIndex;
            return index != LatestUnknown ? index : _latestIndex = Latest is { } latest ? IndexOf(latest) : -1;
        }
    }

    /// <summary>The version at a place in ascending semver order; texts that are no version come first.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public VersionManifest this[int index]
    {
        get
        {
            var manifests = _manifests ?? Table(ref _manifests);
            return manifests[index] ?? MakeManifest(manifests, index);
        }
    }

    /// <summary>The place of the version with exactly this text; −1: none.</summary>
    public int IndexOf(string version) => Packed.Texts.IndexOf(version);

    /// <summary>
    /// What npm-pick-manifest picks for a version, range or tag, with no engine check: the index of the version; null
    /// when nothing matches. Remembered per text; a repeated question allocates nothing.
    /// </summary>
    /// <param name="spec">A registry spec; of an alias, what it stands for.</param>
    public int? Pick(PackageSpec spec)
    {
        var registry = spec.Registry;
        if (!_picks.TryGet(registry.FetchSpec, out var index))
        {
            index = ManifestPicker.Pick(this, registry);
            _picks.Add(registry.FetchSpec, index);
        }
        return index < 0 ? null : index;
    }

    /// <summary>
    /// The same for a requirement of this package. The requirement remembers what it picked last, so that the usual question,
    /// which version of the present head it is, needs no look-up.
    /// </summary>
    /// <param name="requirement">One with a <see cref="Requirement.Spec"/> of the registry.</param>
    public int? Pick(Requirement requirement)
    {
        if (requirement.LastPick.TryGet(Identity, out var known))
            return known < 0 ? null : known;
        var picked = Pick(requirement.Spec!);
        requirement.LastPick.Set(Identity, picked ?? -1);
        return picked;
    }

    /// <summary>The version read loosely; null when its text is none.</summary>
    public SemVersion? SemVersionAt(int index)
    {
        var versions = _semVersions ?? Table(ref _semVersions);
        if (versions[index] is { } known)
            return known;
        if (!SemVersion.TryParse(Packed.Texts[index], loose: true, out var parsed))
            return null;
        if (Interlocked.CompareExchange(ref versions[index], parsed, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, SemVersionBytes);
        return parsed;
    }

    /// <summary>
    /// Every distinct requirement that its versions declare, with how many of them do, in an order of the head's own. Counted
    /// anew each time, by lists that versions share rather than by versions.
    /// </summary>
    public IReadOnlyList<RequirementUse> CountUses()
    {
        var versionsOfList = new int[Packed.ListCount];
        for (var version = 0; version < Count; version++)
            versionsOfList[Packed.ListOf(version)]++;
        var versions = new int[Packed.RequirementCount];
        for (var list = 0; list < versionsOfList.Length; list++)
        {
            var ids = Packed.List(list, out var count, out _);
            for (var i = 0; i < count; i++)
                versions[ids.Varint()] += versionsOfList[list];
        }
        var isOfLatest = new bool[versions.Length];
        if (LatestIndex >= 0)
        {
            var ids = Packed.List(Packed.ListOf(LatestIndex), out var count, out _);
            for (var i = 0; i < count; i++)
                isOfLatest[ids.Varint()] = true;
        }
        var uses = new List<RequirementUse>(versions.Length);
        for (var id = 0; id < versions.Length; id++)
        {
            if (versions[id] > 0)
                uses.Add(new RequirementUse(Packed.Requirement(id), versions[id], isOfLatest[id]));
        }
        return uses;
    }

    string IPickable.VersionAt(int index) => this[index].Version;

    bool IPickable.IsDeprecatedAt(int index) => (Packed.Flags(index) & VersionFlags.Deprecated) != 0;

    Engines IPickable.EnginesAt(int index) => Engines.FromJson(this[index].EnginesJson);

    string? IPickable.TargetOf(string tag)
    {
        foreach (var known in _distTags ??= MakeDistTags())
            if (known.Tag == tag)
                return known.Version;
        return null;
    }

    /// <summary>Counts heap bytes that one of the head's objects has come to hold.</summary>
    internal void AddMaterialised(long bytes) => Interlocked.Add(ref _materialisedBytes, bytes);

    internal Requirement[] RequirementsAt(int index, DependencyKinds kinds)
    {
        var list = Packed.ListOf(index);
        return kinds switch
        {
            DependencyKinds.Runtime => _requirements.Runtime(list),
            DependencyKinds.All => _requirements.All(list),
            DependencyKinds.Prod => _requirements.Production(list),
            _ => Array.FindAll(_requirements.All(list), requirement => kinds.Includes(requirement.Kind)),
        };
    }

    /// <summary>Adds what an installed version asks for, which is all but development dependencies, without keeping a list.</summary>
    internal void AddInstallRequirements(int index, List<Requirement> requirements) =>
        _requirements.AddInstalled(Packed.ListOf(index), requirements);

    private VersionManifest MakeManifest(VersionManifest?[] manifests, int index)
    {
        var made = new VersionManifest(this, index, Packed.Texts[index]);
        if (Interlocked.CompareExchange(ref manifests[index], made, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, ManifestBytes);
        return made;
    }

    private T?[] Table<T>(ref T?[]? table)
        where T : class
    {
        var made = new T?[Count];
        if (Interlocked.CompareExchange(ref table, made, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, 24 + 8L * Count);
        return made;
    }

    private DistTag[] MakeDistTags()
    {
        var tags = new DistTag[Packed.TagCount];
        for (var i = 0; i < tags.Length; i++)
        {
            var (tagId, versionId, _) = Packed.Tag(i);
            tags[i] = new DistTag(Packed.Strings[tagId], Packed.Strings[versionId]);
        }
        return tags;
    }
}
