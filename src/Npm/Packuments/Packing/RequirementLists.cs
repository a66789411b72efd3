namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// Makes a head's requirements and lists of them on first use, and keeps them: versions that declare the same share one
/// list, lists share their requirements. Thread-safe; every caller gets the same objects.
/// </summary>
internal sealed class RequirementLists(PackedHead head)
{
    // With the spec that resolving it parses, of a range of one comparator; longer ones have more.
    private const int RequirementBytes = 308;
    private const int SimpleRange = 16;
    private const int BytesPerCharacter = 24;

    private Requirement?[]? _requirements;
    private Requirement[]?[]? _all;
    private Requirement[]?[]? _runtime;
    private Requirement[]?[]? _production;
    private long _materialisedBytes;

    public long MaterialisedBytes => Volatile.Read(ref _materialisedBytes);

    public Requirement[] All(int list) =>
        Table(ref _all, head.ListCount)[list] ?? Make(list, _all!, runtimeOnly: false);

    public Requirement[] Runtime(int list) =>
        Table(ref _runtime, head.ListCount)[list] ?? Make(list, _runtime!, runtimeOnly: true);

    /// <summary>Production ones stand first; without optional ones it is the same list as <see cref="Runtime"/>.</summary>
    public Requirement[] Production(int list)
    {
        if (Table(ref _production, head.ListCount)[list] is { } known)
            return known;
        var runtime = Runtime(list);
        var count = Array.FindIndex(runtime, static requirement => requirement.Kind != DependencyKind.Prod);
        var made = count < 0 ? runtime : runtime[..count];
        if (Interlocked.CompareExchange(ref _production![list], made, null) is { } other)
            return other;
        if (count >= 0)
            Interlocked.Add(ref _materialisedBytes, 24 + 8 * made.Length);
        return made;
    }

    /// <summary>Adds a list's requirements but for development ones, of which no objects are made.</summary>
    public void AddInstalled(int list, List<Requirement> requirements)
    {
        var reader = head.List(list, out var count, out _);
        for (var i = 0; i < count; i++)
        {
            var id = reader.Varint();
            if (head.KindOf(id) != DependencyKind.Dev)
                requirements.Add(Single(id));
        }
    }

    private Requirement[] Make(int list, Requirement[]?[] table, bool runtimeOnly)
    {
        var reader = head.List(list, out var count, out var runtimeCount);
        var made = count == 0 ? [] : new Requirement[runtimeOnly ? runtimeCount : count];
        for (var i = 0; i < made.Length; i++)
            made[i] = Single(reader.Varint());
        if (Interlocked.CompareExchange(ref table[list], made, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, 24 + 8 * made.Length);
        return made;
    }

    private Requirement Single(int id)
    {
        var requirements = Table(ref _requirements, head.RequirementCount);
        if (requirements[id] is { } known)
            return known;
        var made = head.Requirement(id);
        if (Interlocked.CompareExchange(ref requirements[id], made, null) is { } other)
            return other;
        var more = Math.Min(made.Range.Length, Requirement.LongestKept) - SimpleRange;
        Interlocked.Add(ref _materialisedBytes, RequirementBytes + BytesPerCharacter * Math.Max(0, more));
        return made;
    }

    private T?[] Table<T>(ref T?[]? table, int count)
        where T : class
    {
        if (table is { } known)
            return known;
        var made = new T?[count];
        if (Interlocked.CompareExchange(ref table, made, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, 24 + 8L * count);
        return made;
    }
}
